import type { DBInstance, RestoreDBInstanceToPointInTimeCommandInput } from '@aws-sdk/client-rds';

export interface WantedRestore {
  readonly stage: string;
  /** What RDS calls the new one. */
  readonly target: string;
  readonly at: number | 'latest';
  readonly operator: string;
}

/**
 * The new database as the old one is: size, network, rules, parameters, key. RDS would else take defaults, among them a
 * security group of the network's own that lets others in.
 */
export function restoreRequest(
  old: DBInstance,
  { stage, target, at, operator }: WantedRestore,
): RestoreDBInstanceToPointInTimeCommandInput {
  const [parameters] = old.DBParameterGroups ?? [];
  const [options] = old.OptionGroupMemberships ?? [];
  const tags = {
    platform: 'shoal',
    stage,
    // Without the tag that the daily copies look for: a restored database is looked into and goes again.
    'shoal:restored-from': old.DBInstanceIdentifier ?? '',
    'shoal:restored-by': operator.replaceAll(/[^\w+=,.@-]/g, '-'),
  };
  return {
    SourceDBInstanceIdentifier: old.DBInstanceIdentifier,
    TargetDBInstanceIdentifier: target,
    ...(at === 'latest' ? { UseLatestRestorableTime: true } : { RestoreTime: new Date(at) }),
    DBInstanceClass: old.DBInstanceClass,
    StorageType: old.StorageType,
    DBSubnetGroupName: old.DBSubnetGroup?.DBSubnetGroupName,
    VpcSecurityGroupIds: groupsOf(old),
    DBParameterGroupName: parameters?.DBParameterGroupName,
    OptionGroupName: options?.OptionGroupName,
    CACertificateIdentifier: old.CACertificateIdentifier,
    PubliclyAccessible: false,
    // One zone is enough for looking; who switches to it asks for the standby then.
    MultiAZ: false,
    EnableIAMDatabaseAuthentication: old.IAMDatabaseAuthenticationEnabled,
    CopyTagsToSnapshot: true,
    DeletionProtection: false,
    ...(old.MasterUserSecret === undefined
      ? {}
      : { ManageMasterUserPassword: true, MasterUserSecretKmsKeyId: old.MasterUserSecret.KmsKeyId }),
    Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
  };
}

/** Its security groups, in an order that two can be compared in. */
export function groupsOf({ VpcSecurityGroups = [] }: DBInstance): string[] {
  return VpcSecurityGroups.flatMap(({ VpcSecurityGroupId: id }) => id ?? []).sort();
}
