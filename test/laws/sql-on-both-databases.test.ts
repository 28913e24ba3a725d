import { describe, expect, it } from '@jest/globals';
import { oneSidedConstructs } from './sql-of-one-database.ts';
import { migrations, type SqlText, statementsInSources, textsIn } from './sql-texts.ts';

const all: readonly SqlText[] = [...migrations(), ...statementsInSources()];

/** AWS runs MySQL 8.4, this machine and CI run MariaDB 10.11 (docs/decisions: one schema and one user per service). */
describe('SQL that MySQL 8.4 and MariaDB 10.11 share', () => {
  it('is found, in migrations and in stores', () => {
    const files = new Set(all.map(({ from }) => from));
    expect(files).toContain('services/catalog/migrations/0001-products.sql');
    expect(files).toContain('services/catalog/mysql-product-store.ts');
    expect(textsIn(`const a = \`SELECT \${b} FROM t\`; // "x"\nf("SELECT 1")`)).toEqual([
      'SELECT  ?  FROM t',
      'SELECT 1',
    ]);
  });

  it('holds nothing that only one of them has', () => {
    const found = all.flatMap(({ from, sql }) =>
      oneSidedConstructs
        .map(({ pattern, because }) => ({ from, found: pattern.exec(sql)?.[0], because }))
        .filter((each) => each.found !== undefined),
    );
    expect(found).toEqual([]);
  });

  it.each(oneSidedConstructs)('would show `$example`', ({ pattern, example }) => {
    expect(example).toMatch(pattern);
  });

  it('names the collation of every table, since the two have different defaults', () => {
    const tables = migrations().flatMap(({ from, sql }) =>
      [...sql.matchAll(/\bCREATE TABLE\b[^;]*;/g)].map(([table]) => ({ from, table })),
    );
    expect(tables.length).toBeGreaterThan(0);
    const without = tables.filter(
      ({ table }) =>
        !/\) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_(?:unicode_520_ci|bin);$/.test(
          table,
        ),
    );
    expect(without).toEqual([]);
  });

  it('writes its keywords in capitals, by which these laws know them', () => {
    const small = /\b(?:create|alter|drop|insert into|select|update|delete from|returning|check|default)\b/;
    expect(migrations().filter(({ sql }) => small.test(sql))).toEqual([]);
  });
});
