import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createConnection } from 'mysql2/promise';
import { createDatabase, type Database } from '../../../../services/kit/database/database.ts';
import { runMigrations } from '../../../../services/kit/database/migrate.ts';
import { createLog } from '../../../../services/kit/telemetry/log.ts';

export interface CatalogDatabase {
  readonly database: Database;
  /** Ends the connections and deletes the schema. */
  drop(): Promise<void>;
}

interface TestServer {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly authorityFile: string;
}

/** A schema of its own on the tests' MariaDB, migrated as the service migrates it. */
export async function createCatalogDatabase(): Promise<CatalogDatabase> {
  const server: TestServer = JSON.parse(process.env.SHOAL_TEST_DATABASE ?? '{}');
  const name = `catalog_${randomBytes(4).toString('hex')}`;
  await administer(server, `CREATE DATABASE ${name}`);
  const open = () => createDatabase({ ...server, name, tls: true }, { log });
  const directory = new URL('../../../../services/catalog/migrations/', import.meta.url);
  const exitCode = await runMigrations({ database: open(), directory, log });
  if (exitCode !== 0)
    throw new Error(`catalog's migrations ended with ${exitCode}; their log lines are above`);
  const database = open();
  return {
    database,
    async drop() {
      await database.close();
      await administer(server, `DROP DATABASE ${name}`);
    },
  };
}

const log = createLog(
  { serviceName: 'catalog', serviceVersion: 'test', logLevel: 'warn' },
  { sink: { write: (line) => console.error(line), flush: () => {} } },
);

async function administer(
  { host, port, user, password, authorityFile }: TestServer,
  sql: string,
): Promise<void> {
  const connection = await createConnection({
    host,
    port,
    user,
    password,
    ssl: { ca: readFileSync(authorityFile, 'utf8') },
  });
  await connection.query(sql);
  await connection.end();
}
