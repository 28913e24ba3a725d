import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createConnection } from 'mysql2/promise';
import type { DatabaseConfiguration } from '../../../../services/kit/configuration/database-configuration.ts';
import { createDatabase, type Database } from '../../../../services/kit/database/database.ts';
import { runMigrations } from '../../../../services/kit/database/migrate.ts';
import { createLog } from '../../../../services/kit/telemetry/log.ts';
import { testServer } from './test-server.ts';

export interface CatalogDatabase {
  readonly configuration: DatabaseConfiguration;
  readonly database: Database;
  /** Ends the connections and deletes the schema. */
  drop(): Promise<void>;
}

/** A schema of its own on the tests' MariaDB, migrated as the service migrates it. */
export async function createCatalogDatabase(): Promise<CatalogDatabase> {
  const name = `catalog_${randomBytes(4).toString('hex')}`;
  const configuration = { ...testServer('SHOAL_TEST_DATABASE'), name, tls: true };
  await administer(`CREATE DATABASE ${name}`);
  const open = () => createDatabase(configuration, { log });
  const directory = new URL('../../../../services/catalog/migrations/', import.meta.url);
  const exitCode = await runMigrations({ database: open(), directory, log });
  if (exitCode !== 0)
    throw new Error(`catalog's migrations ended with ${exitCode}; their log lines are above`);
  const database = open();
  return {
    configuration,
    database,
    async drop() {
      await database.close();
      await administer(`DROP DATABASE ${name}`);
    },
  };
}

const log = createLog(
  { serviceName: 'catalog', serviceVersion: 'test', logLevel: 'warn' },
  { sink: { write: (line) => console.error(line), flush: () => {} } },
);

async function administer(sql: string): Promise<void> {
  const { authorityFile, ...server } = testServer('SHOAL_TEST_DATABASE');
  const connection = await createConnection({ ...server, ssl: { ca: readFileSync(authorityFile, 'utf8') } });
  await connection.query(sql);
  await connection.end();
}
