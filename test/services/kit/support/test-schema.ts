import type { DatabaseConfiguration } from '../../../../services/kit/configuration/database-configuration.ts';
import { createDatabase, type Database } from '../../../../services/kit/database/database.ts';
import { recordedLog } from './recorded-log.ts';

export interface TestSchema {
  readonly configuration: DatabaseConfiguration;
  /** Opens a pool on the schema; closed with it. */
  open(limitMs?: number): Database;
  drop(): Promise<void>;
}

/** A schema of one test file's own on the tests' MariaDB. */
export async function createTestSchema(name: string): Promise<TestSchema> {
  const { host, port, user, password, authorityFile } = JSON.parse(process.env.SHOAL_TEST_DATABASE ?? '{}');
  const server = { host, port, user, password, authorityFile, tls: true };
  const { log } = recordedLog();
  const admin = createDatabase({ ...server, name: 'mysql' }, { log });
  await admin.query(`DROP DATABASE IF EXISTS ${name}`);
  await admin.query(`CREATE DATABASE ${name} CHARACTER SET utf8mb4`);
  const configuration = { ...server, name };
  const opened: Database[] = [];
  return {
    configuration,
    open(limitMs) {
      const database = createDatabase(configuration, limitMs === undefined ? { log } : { log, limitMs });
      opened.push(database);
      return database;
    },
    async drop() {
      await Promise.allSettled(opened.map((database) => database.close()));
      await admin.query(`DROP DATABASE ${name}`);
      await admin.close();
    },
  };
}
