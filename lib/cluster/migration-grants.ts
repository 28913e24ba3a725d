import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { ServiceNames } from '../service/service-names.ts';
import { acknowledge } from '../validation/acknowledge.ts';
import { acknowledgeStar } from '../validation/acknowledge-star.ts';

/** Lets a function run the migrations of these services in this cluster, and nothing else. */
export function grantMigrations(role: iam.IRole, names: readonly ServiceNames[], clusterArn: string): void {
  if (names.length === 0) return;
  const stack = Stack.of(role);
  const ecs = (resource: string, resourceName: string): string =>
    stack.formatArn({ service: 'ecs', resource, resourceName });
  const revisions = names.map(({ migrateFamily }) => ecs('task-definition', `${migrateFamily}:*`));
  const tasks = [...new Set(names.map(({ cluster }) => ecs('task', `${cluster}/*`)))];
  const conditions = { ArnEquals: { 'ecs:cluster': clusterArn } };
  const allow = (props: iam.PolicyStatementProps): void => {
    role.addToPrincipalPolicy(new iam.PolicyStatement(props));
  };

  allow({ actions: ['ecs:RunTask'], resources: revisions, conditions });
  allow({ actions: ['ecs:DescribeTasks', 'ecs:StopTask'], resources: tasks, conditions });
  // Listing knows no resource on Fargate; the condition holds it to the cluster.
  allow({ actions: ['ecs:ListTasks'], resources: ['*'], conditions });
  allow({
    actions: ['iam:PassRole'],
    resources: names.flatMap(({ migrateRole, executionRole }) =>
      [migrateRole, executionRole].map((resourceName) =>
        stack.formatArn({ service: 'iam', region: '', resource: 'role', resourceName }),
      ),
    ),
    conditions: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
  });

  for (const arn of revisions) {
    acknowledgeStar(
      role,
      arn,
      'The star stands for the revisions of one family: a revision has no number before the deployment that runs it.',
    );
  }
  for (const arn of tasks) {
    acknowledgeStar(
      role,
      arn,
      'ECS names a task when it starts; the pattern, and a condition beside it, hold it to the one cluster of the stage.',
    );
  }
  acknowledge(
    role,
    'IAM5[Resource::*]',
    'ecs:ListTasks knows no resource on Fargate; a condition holds it to the one cluster of the stage.',
  );
}
