import {
  type DBInstance,
  DBInstanceAlreadyExistsFault,
  DBInstanceNotFoundFault,
  DescribeDBInstanceAutomatedBackupsCommand,
  DescribeDBInstancesCommand,
  type RDSClient,
  RestoreDBInstanceToPointInTimeCommand,
} from '@aws-sdk/client-rds';
import type { Pace } from '../pace.ts';
import { RestoreRefusedError } from './restore-refused.ts';
import { restoreRequest, type WantedRestore } from './restore-request.ts';

export interface RestoreParts {
  readonly rds: Pick<RDSClient, 'send'>;
  readonly pace: Pace;
  /** Told as soon as RDS has begun, for whoever is asked what goes on. */
  readonly began: () => void;
}

export interface Restored {
  readonly old: DBInstance;
  readonly made: DBInstance;
  readonly minutes: number;
}

const longestWaitMinutes = 8 * 60;

/** Tells that it still waits, where RDS says nothing new for long. */
const tellEveryMs = 5 * 60_000;

/** What a restored database passes through; anything else is an end. */
const onItsWay =
  /^(creating|backing-up|modifying|rebooting|configuring-|renaming|resetting-|starting|upgrading|storage-|maintenance)/;

/** Restores the stage's database as it was at a moment into a new one beside it; resolves when that can be used. */
export async function restore({ rds, pace, began }: RestoreParts, wanted: WantedRestore): Promise<Restored> {
  const old = await instanceOf(rds, `shoal-${wanted.stage}`);
  if (old === undefined) {
    throw new RestoreRefusedError(
      `${wanted.stage} has no database shoal-${wanted.stage}. If it was deleted, what RDS kept of it is listed by aws rds describe-db-instance-automated-backups, and restored by aws rds restore-db-instance-to-point-in-time --source-dbi-resource-id`,
    );
  }
  await refuseOutside(rds, old, wanted.at);
  const started = pace.now();
  try {
    await rds.send(new RestoreDBInstanceToPointInTimeCommand(restoreRequest(old, wanted)));
  } catch (error) {
    if (!(error instanceof DBInstanceAlreadyExistsFault)) throw error;
    throw new RestoreRefusedError(
      `There is a database ${wanted.target} already, and nothing is ever restored over another: choose another name`,
    );
  }
  began();
  pace.say(
    `${wanted.target} is being restored, which takes from ten minutes to some hours, by how much there is …`,
  );
  const made = await available(rds, wanted.target, { ...pace, started });
  return { old, made, minutes: Math.round((pace.now() - started) / 60_000) };
}

/** RDS would say no more than that it cannot. */
async function refuseOutside(
  rds: Pick<RDSClient, 'send'>,
  old: DBInstance,
  at: number | 'latest',
): Promise<void> {
  if (at === 'latest') return;
  const { DBInstanceAutomatedBackups: [kept] = [] } = await rds.send(
    new DescribeDBInstanceAutomatedBackupsCommand({ DbiResourceId: old.DbiResourceId }),
  );
  const earliest = kept?.RestoreWindow?.EarliestTime;
  const latest = old.LatestRestorableTime ?? kept?.RestoreWindow?.LatestTime;
  const isEarly = earliest !== undefined && at < earliest.getTime();
  const isLate = latest !== undefined && at > latest.getTime();
  if (!isEarly && !isLate) return;
  const instead = isLate
    ? 'the end of which is some five minutes ago: wait, or use --to latest'
    : `older days may be in the vault: aws backup list-recovery-points-by-backup-vault --backup-vault-name ${old.DBInstanceIdentifier}`;
  throw new RestoreRefusedError(
    `${new Date(at).toISOString()} cannot be restored: RDS has every second from ${words(earliest)} to ${words(latest)}; ${instead}`,
  );
}

async function available(
  rds: Pick<RDSClient, 'send'>,
  target: string,
  { now, say, pause, started }: Pace & { readonly started: number },
): Promise<DBInstance> {
  let told: string | undefined;
  let toldAt = started;
  for (;;) {
    const made = await instanceOf(rds, target);
    // RDS lists a new one a moment after it has taken the order.
    const status = made?.DBInstanceStatus ?? 'creating';
    const minutes = Math.round((now() - started) / 60_000);
    if (made !== undefined && status === 'available') return made;
    if (!onItsWay.test(status)) {
      throw new RestoreRefusedError(
        `${target} is ${status} and holds nothing to rely on. Its events say why: aws rds describe-events --source-type db-instance --source-identifier ${target} --duration 1440. It costs until it is deleted: aws rds delete-db-instance --db-instance-identifier ${target} --skip-final-snapshot`,
      );
    }
    if (minutes > longestWaitMinutes) {
      throw new RestoreRefusedError(
        `${target} is ${status} after ${longestWaitMinutes / 60} hours; it goes on by itself: aws rds wait db-instance-available --db-instance-identifier ${target}`,
      );
    }
    if (status !== told || now() - toldAt >= tellEveryMs) {
      say(`  ${status}, ${minutes} minutes`);
      told = status;
      toldAt = now();
    }
    await pause();
  }
}

async function instanceOf(rds: Pick<RDSClient, 'send'>, id: string): Promise<DBInstance | undefined> {
  try {
    const { DBInstances: [found] = [] } = await rds.send(
      new DescribeDBInstancesCommand({ DBInstanceIdentifier: id }),
    );
    return found;
  } catch (error) {
    if (error instanceof DBInstanceNotFoundFault) return undefined;
    throw error;
  }
}

function words(at: Date | undefined): string {
  return at === undefined ? 'a time that it does not tell' : at.toISOString();
}
