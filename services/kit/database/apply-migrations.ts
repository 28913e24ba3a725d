import type { Log } from '../telemetry/log.ts';
import type { Queryable } from './database.ts';
import type { Migration } from './migration-files.ts';
import { createRecordTable, type MigrationRecord, readRecords, writeProgress } from './migration-record.ts';

/** How long a run waits for another one to finish. */
const lockSeconds = 60;

/** Carries out what is missing, while no other run does. Gives how many migrations that were. */
export async function applyMigrations(
  session: Queryable,
  migrations: readonly Migration[],
  log: Log,
): Promise<number> {
  const [lock] = await session.query<{ readonly taken: number | null }>(
    "SELECT GET_LOCK(CONCAT('migrate.', LEFT(DATABASE(), 50)), ?) AS taken",
    [lockSeconds],
  );
  if (lock?.taken !== 1) {
    throw new Error(
      `another run of the migrations holds the lock for over ${lockSeconds} s; let it end, then run again`,
    );
  }
  try {
    await createRecordTable(session);
    const records = new Map((await readRecords(session)).map((record) => [record.number, record]));
    warnOfNewer(records, migrations, log);
    let applied = 0;
    for (const migration of migrations) {
      const record = records.get(migration.number);
      if (record?.finished) refuseChanged(migration, record);
      else {
        await apply(session, migration, { done: record?.statementsDone ?? 0, log });
        applied++;
      }
    }
    return applied;
  } finally {
    await session.query("SELECT RELEASE_LOCK(CONCAT('migrate.', LEFT(DATABASE(), 50)))");
  }
}

/** Statements that define tables commit by themselves, so progress is written after each. */
async function apply(
  session: Queryable,
  { number, name, checksum, statements }: Migration,
  { done, log }: { readonly done: number; readonly log: Log },
): Promise<void> {
  log.info(`migrating ${name}`, { statements: statements.length, done });
  for (const [index, statement] of statements.entries()) {
    if (index < done) continue;
    try {
      await session.query(statement);
    } catch (error) {
      throw new Error(
        `migration '${name}', statement ${index + 1} of ${statements.length} failed: ` +
          `${error instanceof Error ? error.message : String(error)}; correct that statement, the next run goes on there`,
        { cause: error },
      );
    }
    await writeProgress(session, { number, name, checksum, statementsDone: index + 1, finished: false });
  }
  await writeProgress(session, { number, name, checksum, statementsDone: statements.length, finished: true });
}

function refuseChanged(migration: Migration, record: MigrationRecord): void {
  if (migration.checksum === record.checksum) return;
  throw new Error(
    `migration '${migration.name}' is not what was carried out here as '${record.name}'; ` +
      'restore it and write a new one, migrations only go forward',
  );
}

/** An older image over a newer schema is a rollback, which the newer migrations must allow. */
function warnOfNewer(
  records: ReadonlyMap<number, MigrationRecord>,
  migrations: readonly Migration[],
  log: Log,
): void {
  const newer = [...records.values()].filter(({ number }) => number > migrations.length);
  if (newer.length > 0) {
    log.warn('the schema is newer than this version', { newer: newer.map(({ name }) => name) });
  }
}
