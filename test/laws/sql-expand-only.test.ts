import { describe, expect, it } from '@jest/globals';
import { migrations } from './sql-texts.ts';

const contracting: readonly {
  readonly pattern: RegExp;
  readonly because: string;
  readonly example: string;
}[] = [
  {
    pattern: /\bDROP\b|\bTRUNCATE\b|\bDELETE\b/,
    because: 'the version that still serves reads it; what is dropped must have been unused for a release',
    example: 'ALTER TABLE t DROP COLUMN a;',
  },
  {
    pattern: /\bRENAME\b|\bCHANGE\b/,
    because: 'the version that still serves knows the old name; add the new one and fill both',
    example: 'ALTER TABLE t RENAME COLUMN a TO b;',
  },
  {
    pattern: /\bMODIFY\b/,
    because: 'a changed type or NULL rule locks the table and may refuse what the old version writes',
    example: 'ALTER TABLE t MODIFY a INT NOT NULL;',
  },
  {
    pattern:
      /\bADD (?:COLUMN )?(?!(?:UNIQUE|FULLTEXT|KEY|INDEX|CONSTRAINT)\b)\w+ [^,;]*\bNOT NULL\b(?![^,;]*\bDEFAULT\b)/,
    because: 'the version that still serves inserts rows without it; give it a default',
    example: 'ALTER TABLE t ADD COLUMN a INT NOT NULL;',
  },
  {
    pattern: /\bALTER TABLE\b[^;]*\bADD (?:UNIQUE|CONSTRAINT)\b/,
    because: 'the version that still serves may write what it forbids',
    example: 'ALTER TABLE t ADD UNIQUE KEY by_a (a);',
  },
];

/** Blue and green serve on one schema, and going back runs no migration: a release only ever adds. */
describe('migrations', () => {
  it('take nothing away from the version that still serves', () => {
    const found = migrations().flatMap(({ from, sql }) =>
      contracting
        .map(({ pattern, because }) => ({ from, found: pattern.exec(sql)?.[0], because }))
        .filter((each) => each.found !== undefined),
    );
    expect(found).toEqual([]);
  });

  it.each(contracting)('would be refused with `$example`', ({ pattern, example }) => {
    expect(example).toMatch(pattern);
  });

  it('are numbered one after the other in each service', () => {
    const byFolder = Map.groupBy(migrations(), ({ from }) => from.slice(0, from.lastIndexOf('/')));
    expect(byFolder.size).toBeGreaterThan(0);
    for (const [folder, files] of byFolder) {
      const names = files.map(({ from }) => from.slice(folder.length + 1));
      const numbers = names.map((name) => /^(\d{4})-[a-z0-9-]+\.sql$/.exec(name)?.[1]);
      expect(numbers).toEqual(names.map((_, index) => String(index + 1).padStart(4, '0')));
    }
  });
});
