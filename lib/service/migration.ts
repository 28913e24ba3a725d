import { CustomResource } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import type { Construct } from 'constructs';
import type { ServiceContext } from './service-context.ts';

export interface MigrationProps {
  readonly context: ServiceContext;
  readonly task: ecs.FargateTaskDefinition;
  readonly subnetIds: readonly string[];
  readonly securityGroup: ec2.SecurityGroup;
}

/** Runs the migrations that this version brings, each time its task definition gets a new revision. */
export function migration(
  scope: Construct,
  { context, task, subnetIds, securityGroup }: MigrationProps,
): CustomResource {
  return new CustomResource(scope, 'Migration', {
    resourceType: 'Custom::Migration',
    serviceToken: context.cluster.migrations.serviceToken,
    properties: {
      Cluster: context.cluster.cluster.clusterName,
      TaskDefinition: task.taskDefinitionArn,
      Subnets: subnetIds,
      SecurityGroups: [securityGroup.securityGroupId],
      Container: context.service.name,
    },
  });
}
