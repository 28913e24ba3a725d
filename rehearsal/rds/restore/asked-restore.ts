import { AwsError, type Properties } from '../../plane.ts';
import { PropertyReader } from '../../property-reader.ts';
import type { DatabaseInstance } from '../database-instance.ts';

const operation = 'RestoreDBInstanceToPointInTime';

/** What a restore may be asked with and that has no effect here, beside what a database's properties say of theirs. */
const inert = [
  'CACertificateIdentifier',
  'CopyTagsToSnapshot',
  'MasterUserSecretKmsKeyId',
  'OptionGroupName',
  'Tags',
];

/** Members of the request that are properties of the database, by their names. */
const alike = [
  'DBParameterGroupName',
  'DBSubnetGroupName',
  'DeletionProtection',
  'EnableIAMDatabaseAuthentication',
  'ManageMasterUserPassword',
  'MultiAZ',
  'PubliclyAccessible',
];

const known = [
  'SourceDBInstanceIdentifier',
  'TargetDBInstanceIdentifier',
  'RestoreTime',
  'UseLatestRestorableTime',
  'DBInstanceClass',
  'StorageType',
  'VpcSecurityGroupIds',
  ...alike,
  ...inert,
];

export interface AskedRestore {
  readonly target: string;
  readonly moment: number | 'latest';
  /** What the template of such a database would say. */
  readonly properties: Properties;
}

/** Reads a request for a restore of a database; what it does not say is as RDS has it by default. */
export function askedRestore(input: Properties, source: DatabaseInstance): AskedRestore {
  const asked = new PropertyReader(operation, input);
  const unknown = Object.keys(input).filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw invalid(`${unknown.join(', ')}: not played here; allowed are ${known.join(', ')}`);
  }
  const target = asked.requiredText('TargetDBInstanceIdentifier').toLowerCase();
  if (!/^[a-z](-?[a-z0-9])*$/.test(target) || target.length > 63) {
    throw invalid(`'${target}' is no name of a database: up to 63 letters, digits and single dashes`);
  }
  const managed = asked.flag('ManageMasterUserPassword') ?? false;
  const { Engine, EngineVersion, AllocatedStorage, MasterUsername, DBName } = source.properties;
  return {
    target,
    moment: momentOf(asked),
    properties: {
      ...present({ Engine, EngineVersion, AllocatedStorage, MasterUsername, DBName }),
      ...present(Object.fromEntries(alike.map((name) => [name, input[name]]))),
      DBInstanceIdentifier: target,
      DBInstanceClass: asked.text('DBInstanceClass') ?? source.properties.DBInstanceClass,
      StorageType: asked.text('StorageType') ?? source.properties.StorageType,
      VPCSecurityGroups: asked.texts('VpcSecurityGroupIds'),
      // It lives as long as the rehearsal, and nothing of its own past is kept.
      BackupRetentionPeriod: 0,
      ...(!managed && { MasterUserPassword: source.settings.password }),
    },
  };
}

function momentOf(asked: PropertyReader): number | 'latest' {
  const time = asked.text('RestoreTime');
  const latest = asked.flag('UseLatestRestorableTime') ?? false;
  if (latest !== (time === undefined)) {
    throw new AwsError(
      'InvalidParameterCombination',
      'Say RestoreTime or UseLatestRestorableTime, and not both.',
    );
  }
  if (time === undefined) return 'latest';
  const moment = Date.parse(time);
  if (Number.isNaN(moment)) throw invalid(`RestoreTime '${time}' is no moment, like 2026-11-21T09:30:00Z`);
  return moment;
}

function present(properties: Properties): Properties {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined));
}

function invalid(sentence: string): AwsError {
  return new AwsError('InvalidParameterValue', sentence);
}
