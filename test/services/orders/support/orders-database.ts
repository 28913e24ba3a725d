import { randomBytes } from 'node:crypto';
import { runMigrations } from '../../../../services/kit/database/migrate.ts';
import { recordedLog } from '../../kit/support/recorded-log.ts';
import { createTestSchema, type TestSchema } from '../../kit/support/test-schema.ts';

/** A schema of its own on the tests' MariaDB, migrated as the service migrates it. */
export async function createOrdersDatabase(): Promise<TestSchema> {
  const schema = await createTestSchema(`orders_${randomBytes(4).toString('hex')}`);
  const { log, lines } = recordedLog();
  const directory = new URL('../../../../services/orders/migrations/', import.meta.url);
  const exitCode = await runMigrations({ database: schema.open(), directory, log });
  if (exitCode !== 0)
    throw new Error(`the migrations of orders ended with ${exitCode}: ${JSON.stringify(lines)}`);
  return schema;
}
