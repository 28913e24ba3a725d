import { randomBytes } from 'node:crypto';
import type { DatabaseConfiguration } from '../../../../services/kit/configuration/database-configuration.ts';
import type { Database } from '../../../../services/kit/database/database.ts';
import { runMigrations } from '../../../../services/kit/database/migrate.ts';
import { recordedLog } from '../../kit/support/recorded-log.ts';
import { createTestSchema } from '../../kit/support/test-schema.ts';

export interface UsersDatabase {
  readonly configuration: DatabaseConfiguration;
  readonly database: Database;
  /** Deletes all rows. */
  empty(): Promise<void>;
  drop(): Promise<void>;
}

/** A schema of its own on the tests' MariaDB, migrated as the service migrates it. */
export async function createUsersDatabase(): Promise<UsersDatabase> {
  const schema = await createTestSchema(`users_${randomBytes(4).toString('hex')}`);
  const { log, lines } = recordedLog();
  const directory = new URL('../../../../services/users/migrations/', import.meta.url);
  const exitCode = await runMigrations({ database: schema.open(), directory, log });
  if (exitCode !== 0) throw new Error(`users' migrations ended with ${exitCode}: ${JSON.stringify(lines)}`);
  const database = schema.open();
  return {
    configuration: schema.configuration,
    database,
    async empty() {
      for (const table of ['outbox', 'refresh_tokens', 'sessions', 'users', 'signing_keys']) {
        await database.run(`DELETE FROM ${table}`);
      }
    },
    drop: () => schema.drop(),
  };
}
