import { ArnFormat, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import type { ServiceNames } from '../service/service-names.ts';
import { acknowledge } from '../validation/acknowledge.ts';

/** What running the migrations of these services takes, and of nothing else. */
export function migrationGrants(
  stack: Stack,
  names: readonly ServiceNames[],
  clusterArn: string,
): readonly iam.PolicyStatement[] {
  if (names.length === 0) return [];
  const inCluster = { ArnEquals: { 'ecs:cluster': clusterArn } };
  return [
    new iam.PolicyStatement({
      actions: ['ecs:RunTask'],
      // Every revision of the family: the number does not exist before it is registered.
      resources: names.map(({ migrateFamily }) =>
        stack.formatArn({ service: 'ecs', resource: 'task-definition', resourceName: `${migrateFamily}:*` }),
      ),
      conditions: inCluster,
    }),
    // Listing takes no resource; the condition holds it to the cluster.
    new iam.PolicyStatement({ actions: ['ecs:ListTasks'], resources: ['*'], conditions: inCluster }),
    new iam.PolicyStatement({
      actions: ['ecs:DescribeTasks', 'ecs:StopTask'],
      // A task is named by ECS when it starts.
      resources: [
        ...new Set(
          names.map(({ cluster }) =>
            stack.formatArn({ service: 'ecs', resource: 'task', resourceName: `${cluster}/*` }),
          ),
        ),
      ],
      conditions: inCluster,
    }),
    new iam.PolicyStatement({
      actions: ['iam:PassRole'],
      resources: names.flatMap(({ migrateRole, executionRole }) =>
        [migrateRole, executionRole].map((role) =>
          stack.formatArn({
            service: 'iam',
            region: '',
            resource: 'role',
            resourceName: role,
            arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
          }),
        ),
      ),
      conditions: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
    }),
  ];
}

export function acknowledgeMigrationGrants(construct: IConstruct, names: readonly ServiceNames[]): void {
  const ecs = `arn:aws:ecs:${Stack.of(construct).region}:<AWS::AccountId>`;
  acknowledge(
    construct,
    'IAM5[Resource::*]',
    'ecs:ListTasks takes no resource; a condition holds it to the one cluster of the stage.',
  );
  for (const { migrateFamily, cluster } of names) {
    acknowledge(
      construct,
      `IAM5[Resource::${ecs}:task-definition/${migrateFamily}:*]`,
      'The star stands for the revisions of one family: a revision has no number before the deployment that runs it.',
    );
    acknowledge(
      construct,
      `IAM5[Resource::${ecs}:task/${cluster}/*]`,
      'ECS names a task when it starts; the pattern, and a condition beside it, hold it to the one cluster of the stage.',
    );
  }
}
