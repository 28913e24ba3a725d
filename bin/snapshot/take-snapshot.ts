import {
  CreateDBSnapshotCommand,
  DescribeDBSnapshotsCommand,
  InvalidDBInstanceStateFault,
  type RDSClient,
  SnapshotQuotaExceededFault,
} from '@aws-sdk/client-rds';
import { Refusal } from '../command.ts';
import { snapshotsOf } from './snapshots-of.ts';

export interface SnapshotParts {
  readonly rds: Pick<RDSClient, 'send'>;
  readonly stage: string;
  /** Who is to know it again: those before deployments go by themselves, those by hand stay. */
  readonly purpose: 'before-deployment' | 'by-hand';
  /** Told its name as soon as it is being taken, for whoever is asked what goes on. */
  readonly began?: (id: string) => void;
  readonly say: (sentence: string) => void;
  readonly now: () => number;
  /** Between two looks. */
  readonly pause: () => Promise<unknown>;
}

const longestWaitMinutes = 90;

/** Copies the stage's database; resolves with the copy's name when all of it is there. */
export async function takeSnapshot(parts: SnapshotParts): Promise<string> {
  const { stage, purpose, now, say } = parts;
  const began = now();
  const own = `${snapshotPrefix(stage, purpose)}${stamp(began)}`;
  const id = await begin(parts, own, began);
  parts.began?.(id);
  say(
    id === own
      ? `Snapshot ${id} is being taken …`
      : `Snapshot ${id} is being taken by another deployment, and holds what this one is to keep; waiting for it …`,
  );
  await finish(parts, id, began);
  return id;
}

/** `shoal-prod-before-deployment-` */
export function snapshotPrefix(stage: string, purpose: SnapshotParts['purpose']): string {
  return `shoal-${stage}-${purpose}-`;
}

/** `20261121-040500` */
function stamp(instant: number): string {
  return new Date(instant).toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-');
}

/**
 * A database that is being backed up or changed takes none, and does a little later. Services are deployed beside each
 * other: what another of their deployments has begun to copy is as good, since this one has changed nothing yet.
 * @returns the name of the one to wait for
 */
async function begin(parts: SnapshotParts, id: string, began: number): Promise<string> {
  const { rds, stage, say, now, pause } = parts;
  const DBInstanceIdentifier = `shoal-${stage}`;
  const tags = { platform: 'shoal', stage };
  const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
  let told = false;
  for (;;) {
    const other = await underWay(parts);
    if (other !== undefined) return other;
    try {
      await rds.send(new CreateDBSnapshotCommand({ DBSnapshotIdentifier: id, DBInstanceIdentifier, Tags }));
      return id;
    } catch (error) {
      if (error instanceof SnapshotQuotaExceededFault) {
        throw new Refusal(
          `No snapshot of ${DBInstanceIdentifier}: this account has as many as it may (${error.message}). Delete some that nobody needs: aws rds describe-db-snapshots --snapshot-type manual`,
        );
      }
      if (!(error instanceof InvalidDBInstanceStateFault)) throw error;
      if (isTooLong(now() - began)) {
        throw new Refusal(
          `${DBInstanceIdentifier} takes no snapshot after ${longestWaitMinutes} minutes: ${error.message} Look at it: aws rds describe-db-instances --db-instance-identifier ${DBInstanceIdentifier}`,
        );
      }
      if (!told) say(`The database takes no snapshot just now (${error.message}); waiting for it …`);
      told = true;
      await pause();
    }
  }
}

/** One that another deployment is taking just now. Whoever takes one by hand wants one of their own. */
async function underWay({ rds, stage, purpose }: SnapshotParts): Promise<string | undefined> {
  if (purpose === 'by-hand') return undefined;
  const prefix = snapshotPrefix(stage, purpose);
  const taken = (await snapshotsOf(rds, stage)).find(
    ({ DBSnapshotIdentifier: name, Status }) => name?.startsWith(prefix) && Status === 'creating',
  );
  return taken?.DBSnapshotIdentifier;
}

async function finish({ rds, say, now, pause }: SnapshotParts, id: string, began: number): Promise<void> {
  let told = 0;
  for (;;) {
    const { DBSnapshots: [snapshot] = [] } = await rds.send(
      new DescribeDBSnapshotsCommand({ DBSnapshotIdentifier: id }),
    );
    const { Status: status = 'unknown', PercentProgress: percent = 0 } = snapshot ?? {};
    if (status === 'available') {
      say(`Snapshot ${id} is there, after ${words(now() - began)}.`);
      return;
    }
    if (status !== 'creating') {
      throw new Refusal(
        `Snapshot ${id} is ${status} and holds nothing to go back to. Its events say why: aws rds describe-events --source-type db-snapshot --source-identifier ${id}`,
      );
    }
    if (isTooLong(now() - began)) {
      throw new Refusal(
        `Snapshot ${id} is ${percent} % there after ${longestWaitMinutes} minutes; it goes on by itself. Wait for it: aws rds wait db-snapshot-available --db-snapshot-identifier ${id}`,
      );
    }
    if (percent >= told + 25) {
      say(`  ${percent} %`);
      told = percent;
    }
    await pause();
  }
}

function isTooLong(ms: number): boolean {
  return ms > longestWaitMinutes * 60_000;
}

function words(ms: number): string {
  const seconds = Math.round(ms / 1000);
  return seconds < 120 ? `${seconds} seconds` : `${Math.round(seconds / 60)} minutes`;
}
