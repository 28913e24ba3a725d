import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readMigrations, statementsIn } from '../../../../services/kit/database/migration-files.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shoal-migrations-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function read(...names: readonly string[]) {
  for (const name of names) await writeFile(join(folder, name), 'SELECT 1;\n');
  return await readMigrations(pathToFileURL(`${folder}/`));
}

describe('migration files', () => {
  it('are read in order of their numbers, other files left alone', async () => {
    const migrations = await read('0002-b.sql', '0001-a.sql', 'README.md');
    expect(migrations.map(({ number, name }) => [number, name])).toEqual([
      [1, '0001-a.sql'],
      [2, '0002-b.sql'],
    ]);
  });

  it.each([
    [
      'a gap',
      ['0001-a.sql', '0003-c.sql'],
      "migration '0003-c.sql': expected a name like 0002-add-something.sql",
    ],
    ['a number twice', ['0001-a.sql', '0001-b.sql'], "migration '0001-b.sql': expected"],
    ['a name without a number', ['a.sql'], "migration 'a.sql': expected a name like 0001-add-something.sql"],
  ])('are refused with %s', async (_what, names, message) => {
    await expect(read(...names)).rejects.toThrow(message);
  });

  it('have the same checksum with the line ends of another system', async () => {
    await writeFile(join(folder, '0001-a.sql'), 'SELECT 1;\r\nSELECT 2;\r\n');
    const [windows] = await readMigrations(pathToFileURL(`${folder}/`));
    await writeFile(join(folder, '0001-a.sql'), 'SELECT 1;\nSELECT 2;\n');
    const [unix] = await readMigrations(pathToFileURL(`${folder}/`));
    expect(windows?.checksum).toBe(unix?.checksum);
    expect(windows?.statements).toEqual(unix?.statements);
  });
});

describe('statements', () => {
  it('end with a semicolon at the end of a line, comments left out', () => {
    expect(
      statementsIn("-- first; of two\nINSERT INTO a\n  VALUES ('x; y');\n\n  -- more\nSELECT 2"),
    ).toEqual(["INSERT INTO a\n  VALUES ('x; y')", 'SELECT 2']);
  });
});
