import { ArnFormat, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { StageDefinition } from '../../platform/stages.ts';
import { acknowledge } from '../validation/acknowledge.ts';
import { acknowledgeStar } from '../validation/acknowledge-star.ts';
import { backupNames } from './backup-names.ts';

export interface BackupRoleProps {
  readonly stage: StageDefinition;
  /** What RDS calls the database. */
  readonly identifier: string;
  readonly farRegion: string | undefined;
}

/**
 * What AWS Backup may do to copy the one database, here and to the other region. AWS's own policy for it reaches every
 * database, disk and table of the account.
 */
export function backupRole(
  scope: Construct,
  id: string,
  { stage, identifier, farRegion }: BackupRoleProps,
): iam.Role {
  const stack = Stack.of(scope);
  const names = backupNames(stage.name);
  const role = backupServiceRole(scope, id, `Copies the data of ${stage.name} into its vault`);
  const rds = (resource: string, resourceName: string, region = stage.region): string =>
    stack.formatArn({
      service: 'rds',
      region,
      resource,
      resourceName,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
  const regions = [stage.region, ...(farRegion === undefined ? [] : [farRegion])];
  const snapshots = regions.map((region) => rds('snapshot', 'awsbackup:*', region));
  role.addToPolicy(
    new iam.PolicyStatement({
      actions: [
        'rds:AddTagsToResource',
        'rds:CopyDBSnapshot',
        'rds:CreateDBSnapshot',
        'rds:DeleteDBSnapshot',
        'rds:DescribeDBSnapshots',
        'rds:ListTagsForResource',
        'rds:ModifyDBSnapshotAttribute',
      ],
      resources: snapshots,
    }),
  );
  role.addToPolicy(
    new iam.PolicyStatement({
      actions: [
        'rds:CreateDBSnapshot',
        'rds:DescribeDBInstances',
        'rds:DescribeDBSnapshots',
        'rds:ListTagsForResource',
      ],
      resources: [rds('db', identifier)],
    }),
  );
  const vaults = [
    vaultArn(stack, stage.region, names.vault),
    ...(farRegion === undefined ? [] : [vaultArn(stack, farRegion, names.farVault)]),
  ];
  role.addToPolicy(
    new iam.PolicyStatement({
      actions: ['backup:CopyIntoBackupVault', 'backup:DescribeBackupVault'],
      resources: vaults,
    }),
  );
  role.addToPolicy(new iam.PolicyStatement({ actions: ['tag:GetResources'], resources: ['*'] }));
  letUseKeys(role, regions, [`shoal/${stage.name}/data`, names.vaultKey, names.farKey]);
  for (const snapshot of snapshots) {
    acknowledgeStar(
      role,
      snapshot,
      'AWS Backup names its snapshots by the job that took them, so the name of the next one is not known; the prefix is its own and holds no other snapshot.',
    );
  }
  acknowledge(
    role,
    'IAM5[Resource::*]',
    'tag:GetResources finds what the plan selects by its tags and takes no resource. It tells which resources have which tags and nothing of what is in them.',
  );
  return role;
}

/** A role that AWS Backup takes on, for this account alone. */
export function backupServiceRole(scope: Construct, id: string, description: string): iam.Role {
  return new iam.Role(scope, id, {
    description,
    assumedBy: new iam.ServicePrincipal('backup.amazonaws.com').withConditions({
      StringEquals: { 'aws:SourceAccount': Stack.of(scope).account },
    }),
  });
}

/** By alias, because some of them stand in other stacks and in another region. */
export function letUseKeys(role: iam.Role, regions: readonly string[], aliases: readonly string[]): void {
  const stack = Stack.of(role);
  const resources = regions.map((region) =>
    stack.formatArn({ service: 'kms', region, resource: 'key', resourceName: '*' }),
  );
  const ours = {
    'ForAnyValue:StringEquals': { 'kms:ResourceAliases': aliases.map((alias) => `alias/${alias}`) },
  };
  role.addToPolicy(
    new iam.PolicyStatement({
      actions: [
        'kms:Decrypt',
        'kms:DescribeKey',
        'kms:Encrypt',
        'kms:GenerateDataKey',
        'kms:GenerateDataKeyWithoutPlaintext',
        'kms:ReEncryptFrom',
        'kms:ReEncryptTo',
      ],
      resources,
      conditions: ours,
    }),
  );
  role.addToPolicy(
    new iam.PolicyStatement({
      actions: ['kms:CreateGrant'],
      resources,
      // RDS works with the key later, when nobody calls any more.
      conditions: { ...ours, Bool: { 'kms:GrantIsForAWSResource': 'true' } },
    }),
  );
  for (const resource of resources) {
    acknowledgeStar(
      role,
      resource,
      'A key is named by its alias in the condition beside it, since its id is not known across stacks and regions: the statement reaches the keys of this stage that hold its data and its copies, and no other.',
    );
  }
}

function vaultArn(stack: Stack, region: string, name: string): string {
  return stack.formatArn({
    service: 'backup',
    region,
    resource: 'backup-vault',
    resourceName: name,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
}
