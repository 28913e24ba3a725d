import { ArnFormat, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { baselineOf, isOn } from '../../platform/stage/baseline.ts';
import { bearsFaults } from '../../platform/stage/experiments.ts';
import type { DatabaseAddress } from '../data/database-address.ts';
import { acknowledge } from '../validation/acknowledge.ts';
import { acknowledgeStar } from '../validation/acknowledge-star.ts';
import type { ServiceContext } from './service-context.ts';
import type { Tenant } from './tenant.ts';
import { collectsTraces, grantTraces } from './traces-agent.ts';

function taskRole(scope: Construct, id: string, roleName: string): iam.Role {
  return new iam.Role(scope, id, {
    roleName,
    assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com').withConditions({
      StringEquals: { 'aws:SourceAccount': Stack.of(scope).account },
    }),
  });
}

/** Connecting as one database user, which is all a password would allow. */
function connectAs(scope: Construct, database: DatabaseAddress, user: string): iam.PolicyStatement {
  return new iam.PolicyStatement({
    actions: ['rds-db:connect'],
    resources: [
      Stack.of(scope).formatArn({
        service: 'rds-db',
        resource: 'dbuser',
        resourceName: `${database.resourceId}/${user}`,
        arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      }),
    ],
  });
}

/** What the code of a service may do. */
export function servingRole(scope: Construct, context: ServiceContext, tenant: Tenant | undefined): iam.Role {
  const role = taskRole(scope, 'TaskRole', context.names.taskRole);
  if (tenant !== undefined) role.addToPolicy(connectAs(scope, context.data.databaseDoor, tenant.user));
  // The agent for faults and the one for sessions do not bear each other.
  if (!bearsFaults(context.stage, context.service.name)) allowExecSessions(role, context);
  if (collectsTraces(context.stage)) grantTraces(role);
  return role;
}

/** What its migrations may do. */
export function migratingRole(scope: Construct, context: ServiceContext, tenant: Tenant): iam.Role {
  const role = taskRole(scope, 'MigrateRole', context.names.migrateRole);
  role.addToPolicy(connectAs(scope, context.data.database, tenant.migrateUser));
  return role;
}

/** What its one-off tasks may do: as much with its data as its code, and nothing beside it. */
export function workingRole(scope: Construct, context: ServiceContext, tenant: Tenant | undefined): iam.Role {
  const role = taskRole(scope, 'Role', context.names.workRole);
  if (tenant !== undefined) role.addToPolicy(connectAs(scope, context.data.databaseDoor, tenant.user));
  return role;
}

/** What ECS does before the code runs: pull this one image. Secrets and the log grant themselves. */
export function executionRole(scope: Construct, { stage, names, image }: ServiceContext): iam.Role {
  const role = taskRole(scope, 'ExecutionRole', names.executionRole);
  role.addToPolicy(
    new iam.PolicyStatement({
      actions: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
      resources: [
        Stack.of(scope).formatArn({
          service: 'ecr',
          region: stage.region,
          ...(image.account === undefined ? {} : { account: image.account }),
          resource: 'repository',
          resourceName: image.repository,
        }),
      ],
    }),
  );
  if (isOn(baselineOf(stage).threats)) letPullGuard(role);
  // A token is the account's; what it opens is the statement above.
  role.addToPolicy(new iam.PolicyStatement({ actions: ['ecr:GetAuthorizationToken'], resources: ['*'] }));
  acknowledge(
    role,
    'IAM5[Resource::*]',
    'ecr:GetAuthorizationToken takes no resource; what the token opens is limited to one repository by the statement beside it.',
  );
  return role;
}

/** GuardDuty's own container, which it puts beside the service's and keeps in an account of its own in each region. */
function letPullGuard(role: iam.Role): void {
  const repository = Stack.of(role).formatArn({
    service: 'ecr',
    account: '*',
    resource: 'repository',
    resourceName: 'aws-guardduty-agent-fargate',
  });
  role.addToPolicy(
    new iam.PolicyStatement({
      actions: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
      resources: [repository],
    }),
  );
  acknowledgeStar(
    role,
    repository,
    'GuardDuty keeps its agent in an account that differs by region; the repository is named, and reading an image of that name in another account, which would have to allow it, gives nothing away.',
  );
}

/** `aws ecs execute-command` runs as the task: the session, its encryption, and its record. */
function allowExecSessions(role: iam.Role, { cluster: { execSessions } }: ServiceContext): void {
  role.addToPolicy(
    new iam.PolicyStatement({
      actions: [
        'ssmmessages:CreateControlChannel',
        'ssmmessages:CreateDataChannel',
        'ssmmessages:OpenControlChannel',
        'ssmmessages:OpenDataChannel',
      ],
      // The channels have no ARN.
      resources: ['*'],
    }),
  );
  role.addToPolicy(new iam.PolicyStatement({ actions: ['logs:DescribeLogGroups'], resources: ['*'] }));
  role.addToPolicy(
    new iam.PolicyStatement({
      actions: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
      resources: [execSessions.log.logGroupArn],
    }),
  );
  role.addToPolicy(
    new iam.PolicyStatement({ actions: ['kms:Decrypt'], resources: [execSessions.key.keyArn] }),
  );
  acknowledge(
    role,
    'IAM5[Resource::*]',
    'The ssmmessages channels of ECS Exec have no ARN and logs:DescribeLogGroups takes none; reading a session needs the key, writing its record the one log group.',
  );
}
