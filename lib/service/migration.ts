import { CustomResource } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { migratingEnvironment } from './environment.ts';
import { migrationChecksums } from './migration-checksums.ts';
import type { ServiceContext } from './service-context.ts';
import { task } from './task.ts';
import type { TaskNetwork } from './task-network.ts';
import { migratingRole } from './task-roles.ts';
import type { Tenant } from './tenant.ts';

export interface MigrationProps {
  readonly context: ServiceContext;
  readonly tenant: Tenant;
  readonly place: TaskNetwork;
  readonly executionRole: iam.IRole;
  readonly log: logs.ILogGroup;
}

/** Runs the migrations that this version brings, each time its task definition gets a new revision. */
export function migration(scope: Construct, props: MigrationProps): CustomResource {
  const { context, tenant, place, executionRole } = props;
  const taskRole = migratingRole(scope, context, tenant);
  const migrating = task(scope, 'MigrateTask', context, {
    family: context.names.migrateFamily,
    command: ['main.mjs', 'migrate'],
    environment: migratingEnvironment(context, tenant),
    taskRole,
    executionRole,
    log: props.log,
    settings: false,
  });
  const migrated = new CustomResource(scope, 'Migration', {
    resourceType: 'Custom::Migration',
    serviceToken: context.cluster.migrations.serviceToken,
    properties: {
      Cluster: context.names.cluster,
      TaskDefinition: migrating.taskDefinitionArn,
      Subnets: place.subnetIds,
      SecurityGroups: [place.securityGroup.securityGroupId],
      Container: context.service.name,
      Files: migrationChecksums(context.service.name),
    },
  });
  migrated.node.addDependency(tenant.resource, taskRole, executionRole, place.securityGroup);
  return migrated;
}
