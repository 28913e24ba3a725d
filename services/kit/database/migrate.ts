import type { Log } from '../telemetry/log.ts';
import { type Clock, systemClock } from '../time/clock.ts';
import { applyMigrations } from './apply-migrations.ts';
import type { Database } from './database.ts';
import { isAccessDenied, isLostConnection, isRefusedToken } from './database-errors.ts';
import { type Migration, readMigrations } from './migration-files.ts';

export interface MigrationRun {
  /** Closed at the end. */
  readonly database: Database;
  /** Holds `0001-name.sql`, `0002-name.sql` and so on. */
  readonly directory: URL;
  readonly log: Log;
  /** How long to wait for a database that is not there yet. @default - a minute */
  readonly waitMs?: number;
  readonly clock?: Clock;
}

const betweenAttemptsMs = 500;

/** Brings the schema to what this version needs, and gives the exit code of the process. */
export async function runMigrations({ database, directory, log, ...settings }: MigrationRun): Promise<0 | 1> {
  const { waitMs = 60_000, clock = systemClock } = settings;
  try {
    const migrations = await readMigrations(directory);
    const applied = await whenReachable({ database, migrations, log, clock, until: clock.now() + waitMs });
    log.info('the schema is up to date', { migrations: migrations.length, applied });
    return 0;
  } catch (error) {
    log.error('the schema could not be migrated', { error });
    return 1;
  } finally {
    await database.close();
    log.flush();
  }
}

interface Attempts {
  readonly database: Database;
  readonly migrations: readonly Migration[];
  readonly log: Log;
  readonly clock: Clock;
  readonly until: number;
}

/** A new database, or a new user in it, takes a moment to be there. */
async function whenReachable({ database, migrations, log, clock, until }: Attempts): Promise<number> {
  for (;;) {
    try {
      return await database.session((session) => applyMigrations(session, migrations, log));
    } catch (error) {
      const passing = isLostConnection(error) || isAccessDenied(error) || isRefusedToken(error);
      if (!passing || clock.now() + betweenAttemptsMs > until) throw error;
      log.info('waiting for the database', { error });
      await clock.pause(betweenAttemptsMs);
    }
  }
}
