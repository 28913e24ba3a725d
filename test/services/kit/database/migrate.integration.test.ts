import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { runMigrations } from '../../../../services/kit/database/migrate.ts';
import { recordedLog } from '../support/recorded-log.ts';
import { createTestSchema, type TestSchema } from '../support/test-schema.ts';

let schema: TestSchema;
let folder: string;

beforeAll(async () => {
  schema = await createTestSchema('kit_migrate');
});
afterAll(() => schema.drop());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shoal-migrate-'));
  const database = schema.open();
  for (const table of ['schema_migrations', 'boats', 'crews'])
    await database.query(`DROP TABLE IF EXISTS ${table}`);
});
afterEach(() => rm(folder, { recursive: true }));

async function file(name: string, sql: string): Promise<void> {
  await writeFile(join(folder, name), sql);
}

async function migrate() {
  const { log, lines } = recordedLog();
  const code = await runMigrations({ database: schema.open(), directory: pathToFileURL(`${folder}/`), log });
  return {
    code,
    lines: lines as readonly { message: string; applied?: number; error?: { message: string } }[],
  };
}

const boats = 'CREATE TABLE boats (id INT PRIMARY KEY);\n';

describe('migrations', () => {
  it('are carried out once, in order', async () => {
    await file('0001-add-boats.sql', `-- the first; of many\n${boats}INSERT INTO boats VALUES (1);\n`);
    await file('0002-name-boats.sql', "ALTER TABLE boats ADD name VARCHAR(20) NOT NULL DEFAULT 'x;y';\n");
    expect((await migrate()).lines.at(-1)).toMatchObject({ message: 'the schema is up to date', applied: 2 });
    expect((await migrate()).lines.at(-1)).toMatchObject({ applied: 0 });
    await expect(schema.open().rows('SELECT * FROM boats')).resolves.toEqual([{ id: 1, name: 'x;y' }]);
  });

  it('exclude each other: of two runs at once, one does all of it', async () => {
    await file('0001-add-boats.sql', `${boats}DO SLEEP(0.1);\n`);
    const runs = await Promise.all([migrate(), migrate()]);
    expect(runs.map(({ code }) => code)).toEqual([0, 0]);
    expect(runs.map(({ lines }) => lines.at(-1)?.applied).sort()).toEqual([0, 1]);
  });

  it('refuse a file that was changed after it was carried out', async () => {
    await file('0001-add-boats.sql', boats);
    await migrate();
    await file('0001-add-boats.sql', 'CREATE TABLE boats (id BIGINT PRIMARY KEY);\n');
    const { code, lines } = await migrate();
    expect(code).toBe(1);
    expect(lines.at(-1)?.error?.message).toContain("'0001-add-boats.sql' is not what was carried out");
  });

  it('go on at the statement that failed, once it is corrected', async () => {
    await file('0001-add-boats.sql', `${boats}CREATE TABEL crews (id INT);\n`);
    const { code, lines } = await migrate();
    expect(code).toBe(1);
    expect(lines.at(-1)?.error?.message).toMatch(/'0001-add-boats.sql', statement 2 of 2 failed: .*TABEL/);
    await file('0001-add-boats.sql', `${boats}CREATE TABLE crews (id INT);\n`);
    expect((await migrate()).code).toBe(0);
  });

  it('let an older version start on a newer schema, and say so', async () => {
    await file('0001-add-boats.sql', boats);
    await file('0002-add-crews.sql', 'CREATE TABLE crews (id INT);\n');
    await migrate();
    await rm(join(folder, '0002-add-crews.sql'));
    const { code, lines } = await migrate();
    expect(code).toBe(0);
    expect(lines[0]).toMatchObject({
      message: 'the schema is newer than this version',
      newer: ['0002-add-crews.sql'],
    });
  });
});
