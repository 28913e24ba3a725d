/** A type of resource that holds data, and which changes of it CloudFormation makes by starting an empty one instead. */
export interface DataType {
  /** What it is, for sentences. */
  readonly noun: string;
  /** Properties that replace it. */
  readonly replacedBy: readonly string[];
  /** Properties that replace it in some cases, which are taken for all. */
  readonly perhapsReplacedBy?: readonly string[];
  /** Properties of which AWS says that they may replace it, and why they do not replace ours. */
  readonly keptDespite?: Readonly<Record<string, string>>;
  /** Properties that change it in place and lose what was in it. */
  readonly emptiedBy?: Readonly<Record<string, string>>;
  /** How to get there without losing anything. */
  readonly path: string;
}

/** A test holds it against AWS's own specification, which comes with the CDK. */
export const dataTypes: Readonly<Record<string, DataType>> = {
  'AWS::RDS::DBInstance': {
    noun: 'database',
    replacedBy: [
      ...['BackupTarget', 'CharacterSetName', 'CustomIAMInstanceProfile', 'DBClusterIdentifier'],
      ...['DBInstanceIdentifier', 'DBName', 'DBSubnetGroupName', 'DBSystemId', 'KmsKeyId', 'MasterUsername'],
      ...['NcharCharacterSetName', 'Port', 'SourceRegion', 'StorageEncrypted', 'Timezone'],
    ],
    perhapsReplacedBy: [
      ...['AvailabilityZone', 'DBClusterSnapshotIdentifier', 'DBSnapshotIdentifier', 'Engine'],
      ...['PerformanceInsightsKMSKeyId', 'RestoreTime', 'SourceDBClusterIdentifier'],
      ...['SourceDBInstanceAutomatedBackupsArn', 'SourceDBInstanceIdentifier', 'SourceDbiResourceId'],
      'UseLatestRestorableTime',
    ],
    keptDespite: {
      AutoMinorVersionUpgrade: 'a setting of the server',
      BackupRetentionPeriod: 'between none and some the server restarts, and stays',
      DBParameterGroupName: 'the server reads another group when it restarts',
      MultiAZ: 'MySQL gets or loses its standby while it runs; only mirroring of SQL Server is otherwise',
      PreferredMaintenanceWindow: 'a setting of the server',
      StorageType: 'the storage changes its kind while the server runs',
    },
    path: 'leave it; or restore a snapshot of it beside it, with the new value, lead the services there, and let this one go when nothing reads it',
  },
  'AWS::ElastiCache::ReplicationGroup': {
    noun: 'cache',
    replacedBy: [
      ...['AtRestEncryptionEnabled', 'CacheSubnetGroupName', 'DataTieringEnabled', 'Engine'],
      ...['GlobalReplicationGroupId', 'KmsKeyId', 'NetworkType', 'Port', 'PreferredCacheClusterAZs'],
      ...['ReplicasPerNodeGroup', 'ReplicationGroupId', 'SnapshotArns', 'SnapshotName'],
    ],
    perhapsReplacedBy: ['AuthToken', 'NodeGroupConfiguration', 'NumNodeGroups'],
    path: 'leave it; or make a second one from its snapshot, with the new value, lead the services there, and let this one go: carts changed in between are lost',
  },
  'AWS::S3::Bucket': {
    noun: 'bucket',
    replacedBy: ['BucketName', 'BucketNamePrefix', 'BucketNamespace', 'ObjectLockEnabled'],
    path: 'leave it; or add a second bucket, copy what it holds (`aws s3 sync`), lead its writers there, and let this one go',
  },
  'AWS::SQS::Queue': {
    noun: 'queue',
    replacedBy: ['FifoQueue', 'QueueName'],
    path: 'leave it; or stop what fills it, wait until it and its dead letters are empty, and let it go',
  },
  'AWS::DynamoDB::Table': {
    noun: 'table',
    replacedBy: ['ImportSourceSpecification', 'KeySchema', 'TableName'],
    path: 'leave it; or add a second table, copy the items, lead the services there, and let this one go',
  },
  'AWS::ECR::Repository': {
    noun: 'repository',
    replacedBy: ['EncryptionConfiguration', 'RepositoryName'],
    path: 'leave it; or add a second repository, push to it what still runs, and let this one go',
  },
  'AWS::SecretsManager::Secret': {
    noun: 'secret',
    replacedBy: ['Name'],
    emptiedBy: {
      GenerateSecretString: 'makes up another value over the one that data was encrypted with',
      SecretString: 'writes another value over the one that data was encrypted with',
    },
    path: 'leave it; what it encrypts is encrypted again under a second secret first, by a task of its service, and then let this one go',
  },
  'AWS::KMS::Key': {
    noun: 'key',
    replacedBy: [],
    path: 'leave it until nothing is left that was encrypted with it, backups included, and then let it go',
  },
  'AWS::Backup::BackupVault': {
    noun: 'vault',
    replacedBy: ['BackupVaultName', 'EncryptionKeyArn'],
    path: 'leave it; or add a second vault, let the plan fill it, and let this one go when its last copy has ended',
  },
};

/** Types that hold nothing, whose replacement changes the name by which a data resource refers to them. */
export const carriers: Readonly<Record<string, readonly string[]>> = {
  'AWS::RDS::DBSubnetGroup': ['DBSubnetGroupName'],
  'AWS::ElastiCache::SubnetGroup': ['CacheSubnetGroupName'],
};
