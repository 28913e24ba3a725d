import {
  type DBInstance,
  DBInstanceAlreadyExistsFault,
  DBInstanceNotFoundFault,
  DescribeDBInstanceAutomatedBackupsCommand,
  DescribeDBInstancesCommand,
  InvalidDBInstanceStateFault,
  PointInTimeRestoreNotEnabledFault,
  type RDSClient,
  RestoreDBInstanceToPointInTimeCommand,
} from '@aws-sdk/client-rds';
import type { Pace } from '../pace.ts';
import { lasted } from './lasted.ts';
import type { RestorePlace } from './restore-place.ts';
import { RestoreRefusedError } from './restore-refused.ts';
import { restoreRequest, type WantedRestore } from './restore-request.ts';

export interface RestoreParts {
  readonly rds: Pick<RDSClient, 'send'>;
  readonly pace: Pace;
  readonly place: RestorePlace;
  /** Told as soon as RDS has begun, for whoever is asked what goes on. */
  readonly began: () => void;
}

export interface Restored {
  readonly old: DBInstance;
  readonly made: DBInstance;
  readonly milliseconds: number;
}

const longestWaitHours = 8;

/** Tells that it still waits, where RDS says nothing new for long. */
const tellEveryMs = 5 * 60_000;

/** What a restored database passes through; anything else is an end. */
const onItsWay =
  /^(creating|backing-up|modifying|rebooting|configuring-|renaming|resetting-|starting|upgrading|storage-|maintenance)/;

/** Restores the stage's database as it was at a moment into a new one beside it; resolves when that can be used. */
export async function restore(
  { rds, pace, place, began }: RestoreParts,
  wanted: WantedRestore,
): Promise<Restored> {
  const old = await instanceOf(rds, `shoal-${wanted.stage}`);
  if (old === undefined) {
    throw new RestoreRefusedError(
      `${wanted.stage} has no database shoal-${wanted.stage}. If it was deleted, what RDS kept of it is listed by ${place.aws} rds describe-db-instance-automated-backups, and restored by ${place.aws} rds restore-db-instance-to-point-in-time --source-dbi-resource-id`,
    );
  }
  await refuseOutside({ rds, place }, old, wanted.at);
  const started = pace.now();
  try {
    await rds.send(new RestoreDBInstanceToPointInTimeCommand(restoreRequest(old, wanted)));
  } catch (error) {
    if (error instanceof PointInTimeRestoreNotEnabledFault || error instanceof InvalidDBInstanceStateFault) {
      throw new RestoreRefusedError(sentenceOf(error));
    }
    if (!(error instanceof DBInstanceAlreadyExistsFault)) throw error;
    throw new RestoreRefusedError(
      `There is a database ${wanted.target} already, and nothing is ever restored over another: choose another name`,
    );
  }
  began();
  pace.say(`${wanted.target} is being restored, which takes ${place.lasts} …`);
  const made = await available({ rds, place }, wanted.target, { ...pace, started });
  return { old, made, milliseconds: pace.now() - started };
}

/** RDS would say no more than that it cannot. */
async function refuseOutside(
  { rds, place }: Pick<RestoreParts, 'rds' | 'place'>,
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
  const instead = isLate ? place.late : place.early(old.DBInstanceIdentifier ?? '');
  throw new RestoreRefusedError(
    `${new Date(at).toISOString()} cannot be restored: RDS has every second from ${words(earliest)} to ${words(latest)}; ${instead}`,
  );
}

async function available(
  { rds, place: { aws } }: Pick<RestoreParts, 'rds' | 'place'>,
  target: string,
  { now, say, pause, started }: Pace & { readonly started: number },
): Promise<DBInstance> {
  let told: string | undefined;
  let toldAt = started;
  for (;;) {
    const made = await instanceOf(rds, target);
    // RDS lists a new one a moment after it has taken the order.
    const status = made?.DBInstanceStatus ?? 'creating';
    const sofar = now() - started;
    if (made !== undefined && status === 'available') return made;
    if (!onItsWay.test(status)) {
      throw new RestoreRefusedError(
        `${target} is ${status} and holds nothing to rely on. Its events say why: ${aws} rds describe-events --source-type db-instance --source-identifier ${target} --duration 1440. It stays until it is deleted: ${aws} rds delete-db-instance --db-instance-identifier ${target} --skip-final-snapshot`,
      );
    }
    if (sofar > longestWaitHours * 3_600_000) {
      throw new RestoreRefusedError(
        `${target} is ${status} after ${longestWaitHours} hours; it goes on by itself: ${aws} rds wait db-instance-available --db-instance-identifier ${target}`,
      );
    }
    if (status !== told || now() - toldAt >= tellEveryMs) {
      say(`  ${status}, ${lasted(sofar)}`);
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

/** As the command goes on where this one ends: with its own full stop. */
function sentenceOf({ message }: Error): string {
  return message.replace(/\.$/, '');
}

function words(at: Date | undefined): string {
  return at === undefined ? 'a time that it does not tell' : at.toISOString();
}
