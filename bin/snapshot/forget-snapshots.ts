import { DeleteDBSnapshotCommand, type RDSClient } from '@aws-sdk/client-rds';
import { snapshotsOf } from './snapshots-of.ts';
import { snapshotPrefix } from './take-snapshot.ts';

export interface ForgetParts {
  readonly rds: Pick<RDSClient, 'send'>;
  readonly stage: string;
  /** How many of those before deployments stay. */
  readonly keep: number;
  readonly say: (sentence: string) => void;
}

/** Lets the oldest snapshots before deployments go, and no others: RDS keeps those that somebody asked for forever. */
export async function forgetSnapshots({ rds, stage, keep, say }: ForgetParts): Promise<void> {
  const prefix = snapshotPrefix(stage, 'before-deployment');
  const ours = (await snapshotsOf(rds, stage))
    .filter((one) => one.DBSnapshotIdentifier?.startsWith(prefix) && one.Status === 'available')
    .map(({ DBSnapshotIdentifier: id = '' }) => id)
    // Their names end with the time.
    .sort()
    .reverse();
  for (const id of ours.slice(keep)) {
    try {
      await rds.send(new DeleteDBSnapshotCommand({ DBSnapshotIdentifier: id }));
      say(`Snapshot ${id} is let go: ${stage} keeps ${keep}.`);
    } catch (error) {
      // It costs a little and hinders nobody.
      const why = error instanceof Error ? error.message : String(error);
      say(`Snapshot ${id} could not be deleted (${why}); it stays until the next deployment tries again.`);
    }
  }
}
