import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import type * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { Construct } from 'constructs';
import { capacityOf } from './capacity.ts';
import type { ServiceContext } from './service-context.ts';

export interface FrozenServiceProps {
  readonly context: ServiceContext;
  readonly blue: elbv2.CfnTargetGroup;
  readonly subnetIds: readonly string[];
  readonly securityGroup: ec2.SecurityGroup;
}

/**
 * The ECS service, which nothing may change once it is there. CloudFormation fills in every parameter when it
 * updates a service, and ECS refuses that under CodeDeploy: so what changes in life is not written here.
 * The number of tasks belongs to scaling; the task definition is its family, and the release brings revisions;
 * tags come with the tasks. A law test pins these properties.
 */
export function frozenService(
  scope: Construct,
  { context, blue, subnetIds, securityGroup }: FrozenServiceProps,
): ecs.CfnService {
  const { service, names, stage, cluster } = context;
  const frozen = new ecs.CfnService(scope, 'Service', {
    cluster: cluster.cluster.clusterName,
    serviceName: names.service,
    taskDefinition: names.family,
    deploymentController: { type: 'CODE_DEPLOY' },
    capacityProviderStrategy: [...capacityOf(stage)],
    networkConfiguration: {
      awsvpcConfiguration: {
        subnets: [...subnetIds],
        securityGroups: [securityGroup.securityGroupId],
        assignPublicIp: 'DISABLED',
      },
    },
    loadBalancers: [
      {
        containerName: service.name,
        containerPort: service.port,
        targetGroupArn: blue.attrTargetGroupArn,
      },
    ],
    healthCheckGracePeriodSeconds: 60,
    enableExecuteCommand: true,
    enableEcsManagedTags: true,
    propagateTags: 'TASK_DEFINITION',
  });
  frozen.addPropertyDeletionOverride('Tags');
  return frozen;
}
