import { AwsError, NamedList, type Operation, type Properties } from '../../plane.ts';
import { PropertyReader } from '../../property-reader.ts';
import type { DatabaseInstance } from '../database-instance.ts';
import { databaseExists, refuseProtected, refuseUnless } from '../database-refusals.ts';
import { databaseSettings, resourceIdOf } from '../database-settings.ts';
import type { ParameterGroups } from '../parameter-groups.ts';
import type { RdsParts } from '../rds-parts.ts';
import { askedRestore } from './asked-restore.ts';
import { restorableTimes } from './restorable-times.ts';
import { RestoredDatabase } from './restored-database.ts';

export interface RestoreOperationsParts {
  readonly parts: RdsParts;
  readonly parameterGroups: ParameterGroups;
  /** Where restored databases lie. */
  readonly folders: string;
  readonly instances: ReadonlyMap<string, DatabaseInstance>;
  /** Those that were restored, by their names. */
  readonly restored: Map<string, RestoredDatabase>;
  readonly find: (identifier: string) => DatabaseInstance;
  readonly describe: (instance: DatabaseInstance) => Properties;
}

/** Restores to a moment, what can be restored, and the end of what was. */
export function restoreOperations({
  parts,
  parameterGroups,
  folders,
  instances,
  restored,
  find,
  describe,
}: RestoreOperationsParts): Readonly<Record<string, Operation>> {
  return {
    RestoreDBInstanceToPointInTime(input) {
      const asked = new PropertyReader('RestoreDBInstanceToPointInTime', input);
      const source = find(asked.requiredText('SourceDBInstanceIdentifier').toLowerCase());
      const { target, moment, properties } = askedRestore(input, source);
      if (instances.has(target) || restored.has(target)) {
        throw databaseExists(target);
      }
      refuseOutside(source, moment);
      const settings = databaseSettings(target, properties, parts.secrets);
      const props = { identifier: target, parts, parameterGroups, folders };
      const made = new RestoredDatabase(props, settings, properties, { source, moment });
      restored.set(target, made);
      return { DBInstance: describe(made) };
    },

    DescribeDBInstanceAutomatedBackups(input) {
      const asked = new PropertyReader('DescribeDBInstanceAutomatedBackups', input);
      const resource = asked.text('DbiResourceId');
      const name = asked.text('DBInstanceIdentifier')?.toLowerCase();
      const kept = [...instances.values()].filter(
        ({ identifier, settings }) =>
          settings.keepsChanges &&
          (resource === undefined || resourceIdOf(identifier) === resource) &&
          (name === undefined || identifier === name),
      );
      return {
        DBInstanceAutomatedBackups: new NamedList(
          'DBInstanceAutomatedBackup',
          kept.map((instance) => {
            const { DBInstanceArn, DbiResourceId, Engine, BackupRetentionPeriod } = describe(instance);
            const times = restorableTimes(instance);
            return {
              DBInstanceArn,
              DbiResourceId,
              DBInstanceIdentifier: instance.identifier,
              Region: parts.region,
              Engine,
              BackupRetentionPeriod,
              Status: 'active',
              ...(times !== undefined && { RestoreWindow: times }),
            };
          }),
        ),
      };
    },

    DeleteDBInstance(input) {
      const asked = new PropertyReader('DeleteDBInstance', input);
      const identifier = asked.requiredText('DBInstanceIdentifier').toLowerCase();
      const instance = find(identifier);
      const made = restored.get(identifier);
      if (made === undefined) {
        throw new AwsError(
          'InvalidDBInstanceState',
          `${identifier} belongs to a stack, which would go on as if it were there. RDS would delete it; here only what was restored is deleted so.`,
        );
      }
      if (asked.flag('SkipFinalSnapshot') !== true) {
        throw new AwsError(
          'InvalidParameterCombination',
          'Say SkipFinalSnapshot: a snapshot here holds no data, and the last copy of it would be gone.',
        );
      }
      refuseProtected(made);
      void made.stop().then(() => restored.delete(identifier));
      return { DBInstance: describe(instance) };
    },
  };
}

function refuseOutside(source: DatabaseInstance, moment: number | 'latest'): void {
  const { identifier, changes } = source;
  const { window } = changes;
  refuseUnless(source, 'available');
  const times = restorableTimes(source);
  if ('none' in window || times === undefined) {
    const why = 'none' in window ? window.none : 'it keeps no changes';
    throw new AwsError('PointInTimeRestoreNotEnabled', `No moment of ${identifier} can be restored: ${why}.`);
  }
  if (moment === 'latest') return;
  const { EarliestTime, LatestTime } = times;
  if (moment >= Date.parse(EarliestTime) && moment < Date.parse(LatestTime) + 1000) return;
  throw new AwsError(
    'InvalidParameterValue',
    `The specified instance cannot be restored to ${new Date(moment).toISOString()}: it can to every second from ${EarliestTime} to ${LatestTime}.`,
  );
}
