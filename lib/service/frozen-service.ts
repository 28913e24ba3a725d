import * as ecs from 'aws-cdk-lib/aws-ecs';
import type * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { Construct } from 'constructs';
import { bearsFaults } from '../../platform/stage/experiments.ts';
import type { ServiceContext } from './service-context.ts';
import type { TaskNetwork } from './task-network.ts';

export interface FrozenServiceProps {
  readonly context: ServiceContext;
  /** Where its first tasks go; from then on, a release decides. */
  readonly group: elbv2.CfnTargetGroup;
  readonly place: TaskNetwork;
}

/** Every stage has as many; a zone more or less behind them leaves the service alone. */
const fewestZones = 2;

/**
 * The ECS service, which nothing may change once it is there. CloudFormation fills in every parameter when it
 * updates a service, and ECS refuses that under CodeDeploy: so what changes in life is not written here.
 * The number of tasks belongs to scaling; the task definition is its family, and the release brings revisions;
 * tags come with the tasks. Its first tasks run where every stage always can, and the first release brings them to
 * the zones and the capacity that the stage wants now. A law test pins these properties.
 */
export function frozenService(
  scope: Construct,
  { context, group, place }: FrozenServiceProps,
): ecs.CfnService {
  const { service, names } = context;
  const frozen = new ecs.CfnService(scope, 'Service', {
    cluster: names.cluster,
    serviceName: names.service,
    taskDefinition: names.family,
    deploymentController: { type: 'CODE_DEPLOY' },
    capacityProviderStrategy: [{ capacityProvider: 'FARGATE', weight: 1, base: 0 }],
    networkConfiguration: {
      awsvpcConfiguration: {
        subnets: place.subnetIds.slice(0, fewestZones),
        securityGroups: [place.securityGroup.securityGroupId],
        assignPublicIp: 'DISABLED',
      },
    },
    loadBalancers: [
      {
        containerName: service.name,
        containerPort: service.port,
        targetGroupArn: group.attrTargetGroupArn,
      },
    ],
    healthCheckGracePeriodSeconds: 60,
    enableExecuteCommand: !bearsFaults(context.stage, service.name),
    enableEcsManagedTags: true,
    propagateTags: 'TASK_DEFINITION',
  });
  frozen.addPropertyDeletionOverride('Tags');
  return frozen;
}
