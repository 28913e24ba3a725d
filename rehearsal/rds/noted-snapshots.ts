import { AwsError, account, NamedList, type Operation, type Properties } from '../plane.ts';
import { PropertyReader } from '../property-reader.ts';
import type { DatabaseInstance } from './database-instance.ts';
import { refuseUnless } from './database-refusals.ts';

export interface NotedSnapshotsParts {
  readonly find: (identifier: string) => DatabaseInstance;
  readonly region: string;
}

/** Snapshots by their names. Nothing is copied: they are for the code that takes one, waits for it and lets it go. */
export function notedSnapshots({ find, region }: NotedSnapshotsParts): Readonly<Record<string, Operation>> {
  const snapshots = new Map<string, Properties>();
  const named = (identifier: string): Properties => {
    const snapshot = snapshots.get(identifier);
    if (snapshot !== undefined) return snapshot;
    throw new AwsError('DBSnapshotNotFound', `DBSnapshot ${identifier} not found.`, 404);
  };
  return {
    CreateDBSnapshot(input) {
      const asked = new PropertyReader('CreateDBSnapshot', input);
      const instance = find(asked.requiredText('DBInstanceIdentifier').toLowerCase());
      const identifier = asked.requiredText('DBSnapshotIdentifier').toLowerCase();
      if (snapshots.has(identifier)) {
        throw new AwsError(
          'DBSnapshotAlreadyExists',
          `Cannot create the snapshot because a snapshot with the identifier ${identifier} already exists.`,
        );
      }
      refuseUnless(instance, 'available');
      const snapshot = {
        DBSnapshotIdentifier: identifier,
        DBSnapshotArn: `arn:aws:rds:${region}:${account}:snapshot:${identifier}`,
        DBInstanceIdentifier: instance.identifier,
        SnapshotType: 'manual',
        SnapshotCreateTime: new Date().toISOString(),
        Engine: instance.properties.Engine ?? 'mysql',
        AllocatedStorage: Number(instance.properties.AllocatedStorage ?? 20),
      };
      snapshots.set(identifier, snapshot);
      return { DBSnapshot: { ...snapshot, Status: 'creating', PercentProgress: 0 } };
    },
    DescribeDBSnapshots(input) {
      const asked = new PropertyReader('DescribeDBSnapshots', input);
      const identifier = asked.text('DBSnapshotIdentifier')?.toLowerCase();
      const instance = asked.text('DBInstanceIdentifier')?.toLowerCase();
      const found = identifier === undefined ? [...snapshots.values()] : [named(identifier)];
      return {
        DBSnapshots: new NamedList(
          'DBSnapshot',
          found
            .filter(({ DBInstanceIdentifier }) => instance === undefined || DBInstanceIdentifier === instance)
            .map((snapshot) => ({ ...snapshot, Status: 'available', PercentProgress: 100 })),
        ),
      };
    },
    DeleteDBSnapshot(input) {
      const identifier = new PropertyReader('DeleteDBSnapshot', input)
        .requiredText('DBSnapshotIdentifier')
        .toLowerCase();
      const snapshot = named(identifier);
      snapshots.delete(identifier);
      return { DBSnapshot: { ...snapshot, Status: 'deleted' } };
    },
  };
}
