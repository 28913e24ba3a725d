import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { lintMigrations } from '../../pipeline/guards/migrations/lint-migrations.ts';
import { problemsAgainstMain } from '../../pipeline/guards/migrations/on-main.ts';
import { readMigrationFiles } from '../../pipeline/guards/migrations/read-migrations.ts';
import { readSql } from '../../pipeline/guards/migrations/sql-statements.ts';
import { statementsIn } from '../../services/kit/database/migration-files.ts';

const root = join(import.meta.dirname, '../..');
const files = readMigrationFiles(root);
const { problems, excuses } = lintMigrations(files);

/** Blue and green serve on one schema, and going back runs no migration: a release only ever adds (decision 41). */
describe('migrations', () => {
  it('take nothing away from the version that still serves, and are numbered one after the other', () => {
    expect(files.map(({ path }) => path)).toContain('services/catalog/migrations/0001-products.sql');
    expect(problems).toEqual([]);
  });

  it('stay as they are once they are on main', async () => {
    expect((await problemsAgainstMain({ root, excuses })).problems).toEqual([]);
  });

  it('are cut into the statements that the kit carries out', () => {
    for (const { path, sql } of files) {
      expect([path, readSql(sql).statements.length]).toEqual([path, statementsIn(sql).length]);
    }
  });
});
