import { ArnFormat, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { SourceRepository } from '../../platform/source.ts';
import type { StageDefinition } from '../../platform/stages.ts';
import { acknowledgeStar } from '../validation/acknowledge-star.ts';
import { bootstrapRoles } from './bootstrap-roles.ts';
import { type ImagesToPush, imagePushing } from './image-pushing.ts';
import { phoenixName } from './phoenix-name.ts';

export interface PhoenixRoleProps extends ImagesToPush {
  readonly stage: StageDefinition;
  readonly source: SourceRepository;
  readonly log: logs.ILogGroup;
}

/**
 * As whom a stage is released by the clock. It changes little itself: the CDK's own roles do, whom it asks as everybody
 * does who deploys.
 */
export class PhoenixRole extends iam.Role {
  constructor(scope: Construct, id: string, props: PhoenixRoleProps) {
    const { stage, source, registryRegions, log } = props;
    const stack = Stack.of(scope);
    const name = phoenixName(stage.name);
    super(scope, id, {
      roleName: name,
      description: `Releases ${stage.name} by the clock`,
      assumedBy: new iam.ServicePrincipal('codebuild.amazonaws.com', {
        conditions: {
          StringEquals: {
            'aws:SourceAccount': stack.account,
            'aws:SourceArn': stack.formatArn({
              service: 'codebuild',
              resource: 'project',
              resourceName: name,
            }),
          },
        },
      }),
    });
    const may = (actions: readonly string[], ...resources: readonly string[]): void => {
      this.addToPolicy(new iam.PolicyStatement({ actions: [...actions], resources: [...resources] }));
    };
    may(['logs:CreateLogStream', 'logs:PutLogEvents'], log.logGroupArn);
    may(
      [
        'codeconnections:GetConnection',
        'codeconnections:GetConnectionToken',
        'codeconnections:UseConnection',
      ],
      source.connectionArn,
    );
    may(['sts:AssumeRole'], ...bootstrapRoles(stack, stage, registryRegions));
    for (const statement of imagePushing(stack, props)) this.addToPolicy(statement);
    letLook(this, stage);
    if (!('none' in stage.database.beforeDeployment)) letTakeSnapshots(this, stage);
    acknowledgeStars(this, stage);
  }
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
      actions: ['rds:AddTagsToResource', 'rds:CreateDBSnapshot', 'rds:DescribeDBSnapshots'],
      resources: [databaseOf(stack, stage), snapshotsOf(stack, stage)],
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
    'Two actions only: to list stacks, which names none, and to sign in to ECR, for which AWS knows no resource.',
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

function rdsArn(stack: Stack, resource: string, resourceName: string): string {
  return stack.formatArn({
    service: 'rds',
    resource,
    resourceName,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
}
