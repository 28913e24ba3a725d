import type { Queryable } from './database.ts';

/** What the schema itself remembers of its migrations. */
export interface MigrationRecord {
  readonly number: number;
  readonly name: string;
  readonly checksum: string;
  /** How many of its statements were carried out; a run that broke off goes on after them. */
  readonly statementsDone: number;
  readonly finished: boolean;
}

export async function createRecordTable(session: Queryable): Promise<void> {
  await session.query(`CREATE TABLE IF NOT EXISTS schema_migrations (
    number INT NOT NULL PRIMARY KEY,
    name VARCHAR(255) NOT NULL,
    checksum CHAR(64) NOT NULL,
    statements_done INT NOT NULL,
    finished_at DATETIME(3) NULL
  )`);
}

export async function readRecords(session: Queryable): Promise<readonly MigrationRecord[]> {
  return await session.query<MigrationRecord>(
    `SELECT number, name, checksum, statements_done AS statementsDone, finished_at IS NOT NULL AS finished
     FROM schema_migrations ORDER BY number`,
  );
}

export async function writeProgress(session: Queryable, record: MigrationRecord): Promise<void> {
  const { number, name, checksum, statementsDone, finished } = record;
  await session.query(
    `REPLACE INTO schema_migrations (number, name, checksum, statements_done, finished_at)
     VALUES (?, ?, ?, ?, ${finished ? 'CURRENT_TIMESTAMP(3)' : 'NULL'})`,
    [number, name, checksum, statementsDone],
  );
}
