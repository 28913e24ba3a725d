import { ArnFormat, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { StageDefinition } from '../../platform/stages.ts';
import { acknowledgeStar } from '../validation/acknowledge-star.ts';
import { bootstrapRolesIn, regionsOf } from './bootstrap-roles.ts';

/**
 * Lets a role do what `shoal deploy` does to a stage. It changes little itself: the CDK's own roles do, whom it asks as
 * everybody does who deploys.
 * @param otherRegions those of the registry, for whoever deploys it too
 */
export function letDeploy(role: iam.Role, stage: StageDefinition, otherRegions: readonly string[]): void {
  const stack = Stack.of(role);
  role.addToPolicy(
    new iam.PolicyStatement({
      actions: ['sts:AssumeRole'],
      resources: [...bootstrapRolesIn(stack, [...regionsOf(stage), ...otherRegions])],
    }),
  );
  letLook(role, stage);
  if (!('none' in stage.database.beforeDeployment)) letTakeSnapshots(role, stage);
  acknowledgeStars(role, stage);
}

/** What the guards ask before a deployment. */
function letLook(role: iam.Role, stage: StageDefinition): void {
  const stack = Stack.of(role);
  role.addToPolicy(
    // The list of all stacks names none of them.
    new iam.PolicyStatement({ actions: ['cloudformation:DescribeStacks'], resources: ['*'] }),
  );
  role.addToPolicy(
    new iam.PolicyStatement({
      actions: [
        'cloudformation:DeleteChangeSet',
        'cloudformation:DescribeChangeSet',
        'cloudformation:GetTemplate',
      ],
      resources: [stacksOf(stack, stage)],
    }),
  );
  role.addToPolicy(
    new iam.PolicyStatement({ actions: ['rds:DescribeDBInstances'], resources: [databaseOf(stack, stage)] }),
  );
}

/** The copy that is taken before anything changes, and those that it takes the place of. */
function letTakeSnapshots(role: iam.Role, stage: StageDefinition): void {
  const stack = Stack.of(role);
  role.addToPolicy(
    new iam.PolicyStatement({
      actions: ['rds:AddTagsToResource', 'rds:CreateDBSnapshot'],
      resources: [databaseOf(stack, stage), snapshotsOf(stack, stage)],
    }),
  );
  role.addToPolicy(
    // The list of a database's snapshots names none of them.
    new iam.PolicyStatement({
      actions: ['rds:DescribeDBSnapshots'],
      resources: [databaseOf(stack, stage), allSnapshots(stack)],
    }),
  );
  role.addToPolicy(
    new iam.PolicyStatement({ actions: ['rds:DeleteDBSnapshot'], resources: [snapshotsOf(stack, stage)] }),
  );
}

function acknowledgeStars(role: iam.Role, stage: StageDefinition): void {
  const stack = Stack.of(role);
  acknowledgeStar(
    role,
    '*',
    'To list stacks, which names none, and, for whoever pushes images too, to sign in to ECR and to ask Inspector what it knows, for which AWS knows no resource.',
  );
  acknowledgeStar(
    role,
    stacksOf(stack, stage),
    "The guards read the stage's own stacks, whose names end in parts and services, and take their change sets away again.",
  );
  acknowledgeStar(
    role,
    snapshotsOf(stack, stage),
    'Snapshots before deployments are named after the time at which they are taken; those taken by hand are called otherwise.',
  );
  acknowledgeStar(
    role,
    allSnapshots(stack),
    'RDS checks a question for the snapshots of one database against all of them; it only reads.',
  );
}

function stacksOf(stack: Stack, stage: StageDefinition): string {
  return stack.formatArn({
    service: 'cloudformation',
    resource: 'stack',
    resourceName: `${stage.name}-*`,
  });
}

function databaseOf(stack: Stack, stage: StageDefinition): string {
  return rdsArn(stack, 'db', `shoal-${stage.name}`);
}

function snapshotsOf(stack: Stack, stage: StageDefinition): string {
  return rdsArn(stack, 'snapshot', `shoal-${stage.name}-before-deployment-*`);
}

function allSnapshots(stack: Stack): string {
  return rdsArn(stack, 'snapshot', '*');
}

function rdsArn(stack: Stack, resource: string, resourceName: string): string {
  return stack.formatArn({
    service: 'rds',
    resource,
    resourceName,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
}
