import type { CustomResource } from 'aws-cdk-lib';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import type { Colours } from '../service/colours.ts';
import type { ServiceContext } from '../service/service-context.ts';
import type { TaskNetwork } from '../service/task-network.ts';
import type { TrafficRules } from '../service/traffic-rules.ts';

/** What every strategy is given. */
export interface ReleaseParts {
  readonly context: ServiceContext;
  readonly colours: Colours;
  readonly rules: TrafficRules;
  readonly task: ecs.FargateTaskDefinition;
  /** What its tasks run as, which whoever starts them hands on. */
  readonly taskRoles: readonly iam.IRole[];
  /** Any of them stops a release and takes it back. */
  readonly alarms: readonly cloudwatch.IAlarm[];
  readonly place: TaskNetwork;
}

/** What every strategy makes of them. */
export interface ReleasedService {
  /** The ECS service: frozen under CodeDeploy, as any other resource where ECS moves the traffic. */
  readonly service: ecs.CfnService;
  /** `Custom::Release`: complete when the revision serves; failed when it was taken back. */
  readonly release: CustomResource;
  /** What begins only once the service is there with all its tasks. */
  readonly afterScaling: readonly IConstruct[];
}
