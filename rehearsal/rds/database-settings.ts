import { createHash, randomBytes } from 'node:crypto';
import type { Properties } from '../plane.ts';
import { PropertyReader } from '../property-reader.ts';
import type { RdsParts } from './rds-parts.ts';

/** What a database instance's properties say that has an effect here. */
export interface DatabaseSettings {
  readonly user: string;
  readonly password: string;
  /** The secret RDS keeps the password in, where the template leaves it to RDS. */
  readonly secretArn: string | undefined;
  readonly database: string | undefined;
  readonly parameterGroup: string | undefined;
  readonly exportsErrorLog: boolean;
  readonly protected: boolean;
  /** Whether any moment of its past can be had again, as where RDS keeps backups. */
  readonly keepsChanges: boolean;
}

export const playedDatabaseProperties = [
  'DBInstanceIdentifier',
  'Engine',
  'MasterUsername',
  'MasterUserPassword',
  'ManageMasterUserPassword',
  'DBName',
  'DBParameterGroupName',
  'EnableCloudwatchLogsExports',
  'DeletionProtection',
  'BackupRetentionPeriod',
  'SourceDBInstanceIdentifier',
];

const machine = 'the database is a private server on this machine';
const backups = 'data here is not backed up';
const encryption = 'data here is not encrypted at rest';
const network = 'everything here shares one loopback network';
const watching = 'no metric is kept here yet';

export const inertDatabaseProperties: Readonly<Record<string, string>> = {
  AllocatedStorage: machine,
  AllowMajorVersionUpgrade: machine,
  ApplyImmediately: 'a change is applied immediately here',
  AutoMinorVersionUpgrade: machine,
  AvailabilityZone: 'one machine is one zone',
  CACertificateIdentifier: "certificates come from the rehearsal's own authority",
  CopyTagsToSnapshot: backups,
  DBInstanceClass: machine,
  DBSubnetGroupName: network,
  DatabaseInsightsMode: watching,
  DeleteAutomatedBackups: backups,
  EnableIAMDatabaseAuthentication: 'users have a password here where AWS takes an IAM token',
  EnablePerformanceInsights: watching,
  EngineLifecycleSupport: machine,
  EngineVersion: 'the version of the server is the one of this machine',
  Iops: machine,
  KmsKeyId: encryption,
  LicenseModel: machine,
  MasterUserSecret: 'secrets here are not encrypted at rest',
  MaxAllocatedStorage: machine,
  MonitoringInterval: watching,
  MonitoringRoleArn: watching,
  MultiAZ: 'one machine is one zone',
  NetworkType: network,
  OptionGroupName: 'a private MariaDB has no option groups',
  PerformanceInsightsKMSKeyId: watching,
  PerformanceInsightsRetentionPeriod: watching,
  Port: "the database's port follows from --ports",
  PreferredBackupWindow: backups,
  PreferredMaintenanceWindow: machine,
  PubliclyAccessible: network,
  StorageEncrypted: encryption,
  StorageThroughput: machine,
  StorageType: machine,
  Tags: 'tags have no effect here',
  VPCSecurityGroups: network,
};

export function databaseSettings(
  identifier: string,
  properties: Properties,
  secrets: RdsParts['secrets'],
): DatabaseSettings {
  const reader = new PropertyReader(`database '${identifier}'`, properties);
  const engine = reader.text('Engine') ?? 'mysql';
  if (engine !== 'mysql' && engine !== 'mariadb') {
    throw new Error(`${reader.subject}: engine '${engine}' is not played here, mysql and mariadb are`);
  }
  const user = reader.text('MasterUsername') ?? 'admin';
  const secretArn = reader.flag('ManageMasterUserPassword')
    ? secrets.ensure(masterSecretOf(identifier), () => newSecret(user))
    : undefined;
  return {
    user,
    secretArn,
    password:
      secretArn === undefined
        ? reader.requiredText('MasterUserPassword')
        : secrets.valueOf(secretArn, 'password'),
    database: reader.text('DBName'),
    parameterGroup: reader.text('DBParameterGroupName'),
    exportsErrorLog: reader.texts('EnableCloudwatchLogsExports').includes('error'),
    protected: reader.flag('DeletionProtection') ?? false,
    keepsChanges: (reader.number('BackupRetentionPeriod') ?? 1) > 0,
  };
}

/** The secret that RDS keeps a master password in. */
export function masterSecretOf(identifier: string): string {
  return `rds!${resourceIdOf(identifier)}`;
}

/** `db-` and 26 characters, as `rds-db:connect` names an instance; the same at every start. */
export function resourceIdOf(identifier: string): string {
  const hash = createHash('sha256').update(identifier).digest('hex').toUpperCase();
  return `db-${hash.slice(0, 26)}`;
}

function newSecret(username: string): string {
  return JSON.stringify({ username, password: randomBytes(18).toString('base64url') });
}
