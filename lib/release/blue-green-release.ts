import { CustomResource } from 'aws-cdk-lib';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as codedeploy from 'aws-cdk-lib/aws-codedeploy';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import type * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { capacityOf } from '../service/capacity.ts';
import type { ServiceContext } from '../service/service-context.ts';
import type { TaskNetwork } from '../service/task-network.ts';
import type { TrafficRules } from '../service/traffic-rules.ts';
import { codeDeployRole } from './code-deploy-role.ts';
import { deploymentGroup } from './deployment-group.ts';
import { TestTrafficHook } from './test-traffic-hook.ts';

export interface BlueGreenReleaseProps {
  readonly context: ServiceContext;
  readonly rules: TrafficRules;
  readonly task: ecs.FargateTaskDefinition;
  /** What its tasks run as, which CodeDeploy hands on. */
  readonly taskRoles: readonly iam.IRole[];
  /** Any of them stops a release and takes it back. */
  readonly alarms: readonly cloudwatch.IAlarm[];
  readonly place: TaskNetwork;
}

/** How a new revision of a service gets its traffic: CodeDeploy's part, and the resource that asks it to begin. */
export class BlueGreenRelease extends Construct {
  readonly group: codedeploy.CfnDeploymentGroup;
  /** Complete when the revision serves; failed when CodeDeploy went back. */
  readonly release: CustomResource;

  constructor(scope: Construct, id: string, props: BlueGreenReleaseProps) {
    super(scope, id);
    const { context } = props;
    const { names } = context;
    const hook = new TestTrafficHook(this, 'Hook', context);
    const role = codeDeployRole(this, {
      names,
      ruleArns: [props.rules.productionRuleArn, props.rules.testRuleArn],
      hook: hook.function,
      taskRoles: props.taskRoles,
    });
    this.group = deploymentGroup(this, { context, role, alarms: props.alarms });
    this.release = new CustomResource(this, 'Release', {
      resourceType: 'Custom::Release',
      serviceToken: context.cluster.releases.serviceToken,
      properties: {
        Cluster: names.cluster,
        Service: names.service,
        TaskDefinition: props.task.taskDefinitionArn,
        Container: context.service.name,
        Port: context.service.port,
        Application: names.application,
        DeploymentGroup: names.deploymentGroup,
        Subnets: props.place.subnetIds,
        SecurityGroups: [props.place.securityGroup.securityGroupId],
        CapacityProviders: capacityOf(context.stage).map(({ capacityProvider, weight, base }) => ({
          CapacityProvider: capacityProvider,
          Weight: weight,
          Base: base,
        })),
        AfterAllowTestTraffic: hook.function.functionName,
      },
    });
    this.release.node.addDependency(this.group, hook);
  }
}
