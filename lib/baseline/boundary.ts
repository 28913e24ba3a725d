import { Aws, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { StageDefinition } from '../../platform/stages.ts';
import { fetchingByConnection } from '../builds/connection-actions.ts';
import { deployNames } from '../delivery/delivery-names.ts';
import { phoenixName } from '../phoenix/phoenix-name.ts';
import { acknowledge } from '../validation/acknowledge.ts';
import { acknowledgeStar } from '../validation/acknowledge-star.ts';
import { baselineNames } from './names.ts';

/**
 * What the roles of a stage can do at most, whatever their own policies say: by a mistake in one, or by somebody who may
 * deploy and nothing else. It grants nothing. It holds three lines: no role makes or changes another, none touches what
 * belongs to another stage, and none acts in a region that the stage is not in. Only those that deploy, by the clock and
 * for pipelines, may become the CDK's deployer, who can do the first.
 */
export class Boundary extends iam.ManagedPolicy {
  constructor(scope: Construct, id: string, stage: StageDefinition, regions: readonly string[]) {
    const roleNamed = (resourceName: string): string =>
      Stack.of(scope).formatArn({ service: 'iam', region: '', resource: 'role', resourceName });
    const ownRoles = roleNamed(`${stage.name}-*`);
    super(scope, id, {
      managedPolicyName: baselineNames(stage.name).boundary,
      description: `Shoal ${stage.name}: what its roles can do at most`,
      document: new iam.PolicyDocument({
        statements: [
          new iam.PolicyStatement({
            sid: 'WhatAStageIsMadeOf',
            actions: servicesOfAStage.map((service) => `${service}:*`),
            resources: ['*'],
          }),
          new iam.PolicyStatement({
            sid: 'HandOnOnlyOwnRoles',
            actions: ['iam:PassRole'],
            resources: [ownRoles],
          }),
          new iam.PolicyStatement({
            sid: 'WhatDeploys',
            actions: whatReleasesTake,
            resources: ['*'],
            conditions: {
              ArnEquals: {
                'aws:PrincipalArn': [phoenixName(stage.name), deployNames(stage.name).project].map(roleNamed),
              },
            },
          }),
          new iam.PolicyStatement({
            sid: 'NothingOfOtherStages',
            effect: iam.Effect.DENY,
            actions: ['*'],
            resources: ['*'],
            conditions: {
              // Much that is nobody's has no such tag.
              Null: { 'aws:ResourceTag/stage': 'false' },
              StringNotEquals: { 'aws:ResourceTag/stage': stage.name },
            },
          }),
          new iam.PolicyStatement({
            sid: 'NowhereElse',
            effect: iam.Effect.DENY,
            // Roles are of no region.
            notActions: ['iam:PassRole'],
            resources: ['*'],
            conditions: { StringNotEquals: { 'aws:RequestedRegion': [...regions] } },
          }),
          new iam.PolicyStatement({
            sid: 'WhatMustLast',
            effect: iam.Effect.DENY,
            actions: lasting,
            resources: ['*'],
          }),
        ],
      }),
    });
    for (const finding of [...servicesOfAStage.map((service) => `Action::${service}:*`), 'Resource::*']) {
      acknowledge(
        this,
        `IAM5[${finding}]`,
        'A boundary grants nothing: what a role may do stands in a policy of its own, action by action, and this only cuts off what none of them may ever have.',
      );
    }
    acknowledgeStar(
      this,
      ownRoles,
      'A boundary grants nothing: the roles that a role hands on stand in a policy of its own, by name, and this only keeps it from handing on those of others.',
    );
  }
}

/** The boundary of a stage, as its roles name it. */
export function boundaryArn(stage: StageDefinition): string {
  return `arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:policy/${baselineNames(stage.name).boundary}`;
}

/** Not among them: iam, organizations, account, billing, and what watches over the stage: cloudtrail, config, guardduty. */
const servicesOfAStage = [
  'appconfig',
  'application-autoscaling',
  'backup',
  'cloudwatch',
  'codebuild',
  'codedeploy',
  'ec2',
  'ec2messages',
  'ecr',
  'ecs',
  'elasticache',
  'elasticloadbalancing',
  'firehose',
  'kms',
  'lambda',
  'logs',
  'rds',
  'rds-db',
  's3',
  'scheduler',
  'secretsmanager',
  'sns',
  'sqs',
  'ssm',
  'ssmmessages',
  'states',
  'tag',
  'xray',
];

/** Taken by two roles alone: who may be the CDK's deployer can make and change roles. */
const whatReleasesTake = [
  'cloudformation:DeleteChangeSet',
  'cloudformation:DescribeChangeSet',
  'cloudformation:DescribeStacks',
  'cloudformation:GetTemplate',
  ...fetchingByConnection,
  'inspector2:ListCoverage',
  'inspector2:ListFindings',
  'signer:SignPayload',
  'sts:AssumeRole',
];

/** What no program of ours ever does, and an intruder does first. */
const lasting = [
  'backup:DeleteBackupVault',
  'backup:DeleteBackupVaultLockConfiguration',
  'backup:DeleteRecoveryPoint',
  'backup:PutBackupVaultAccessPolicy',
  'backup:UpdateRecoveryPointLifecycle',
  'kms:DisableKey',
  'kms:PutKeyPolicy',
  'kms:ScheduleKeyDeletion',
  'logs:DeleteLogGroup',
  'logs:DeleteLogStream',
  'logs:PutRetentionPolicy',
  'rds:DeleteDBInstance',
  'rds:DeleteDBInstanceAutomatedBackup',
  's3:DeleteBucket',
  's3:PutBucketPolicy',
  's3:PutLifecycleConfiguration',
  'secretsmanager:DeleteSecret',
];
