import { NamedList, type Properties } from '../plane.ts';
import type { DatabaseInstance } from './database-instance.ts';
import { resourceIdOf } from './database-settings.ts';
import { restorableTimes } from './restore/restorable-times.ts';

/** A database as DescribeDBInstances gives it. */
export function describeDatabase(instance: DatabaseInstance, arn: string): Properties {
  const { identifier, settings, properties, endpoint, status } = instance;
  const times = restorableTimes(instance);
  return {
    DBInstanceIdentifier: identifier,
    DBInstanceArn: arn,
    DbiResourceId: resourceIdOf(identifier),
    DBInstanceClass: properties.DBInstanceClass ?? 'db.t4g.micro',
    DBInstanceStatus: status,
    Engine: properties.Engine ?? 'mysql',
    EngineVersion: properties.EngineVersion ?? '8.4',
    DBName: settings.database,
    MasterUsername: settings.user,
    ...(endpoint !== undefined && { Endpoint: { Address: endpoint.host, Port: endpoint.port } }),
    AllocatedStorage: Number(properties.AllocatedStorage ?? 20),
    StorageType: properties.StorageType ?? 'gp3',
    StorageEncrypted: false,
    InstanceCreateTime: new Date(instance.createdAt).toISOString(),
    BackupRetentionPeriod: Number(properties.BackupRetentionPeriod ?? 1),
    ...(times !== undefined && { LatestRestorableTime: times.LatestTime }),
    MultiAZ: properties.MultiAZ ?? false,
    PubliclyAccessible: false,
    DeletionProtection: settings.protected,
    IAMDatabaseAuthenticationEnabled: properties.EnableIAMDatabaseAuthentication ?? false,
    PerformanceInsightsEnabled: false,
    ...(typeof properties.DBSubnetGroupName === 'string' && {
      DBSubnetGroup: { DBSubnetGroupName: properties.DBSubnetGroupName },
    }),
    DBParameterGroups: new NamedList('DBParameterGroup', [
      {
        DBParameterGroupName: settings.parameterGroup ?? 'default.mysql8.4',
        ParameterApplyStatus: 'in-sync',
      },
    ]),
    VpcSecurityGroups: new NamedList(
      'VpcSecurityGroupMembership',
      textsOf(properties.VPCSecurityGroups).map((group) => ({ VpcSecurityGroupId: group, Status: 'active' })),
    ),
    ...(settings.secretArn !== undefined && {
      MasterUserSecret: { SecretArn: settings.secretArn, SecretStatus: 'active' },
    }),
    TagList: new NamedList('Tag', []),
  };
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
