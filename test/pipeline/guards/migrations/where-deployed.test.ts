import { describe, expect, it } from '@jest/globals';
import { problemsWhereDeployed } from '../../../../pipeline/guards/migrations/where-deployed.ts';
import { migrationsGuard } from '../../../../pipeline/guards/migrations-guard.ts';
import { root } from '../../../support/source-hash.ts';
import { stackOf, synthesized } from '../../../support/synthesized.ts';

const stack = 'dev-boats';
const withFiles = (Files: unknown) => ({
  Resources: { Migration: { Type: 'Custom::Migration', Properties: { Container: 'boats', Files } } },
});
const looked = (then: unknown, now: unknown) => ({
  deployed: new Map([[stack, withFiles(then)]]),
  next: new Map([[stack, withFiles(now)]]),
});
const problem = (file: string, what: string) => ({
  file: `services/boats/migrations/${file}`,
  sentence: expect.stringContaining(`it ${what} after dev-boats was deployed with it, where it has run`),
});

describe('what a stack was deployed with', () => {
  it('stays as it was, and more may follow', () => {
    expect(problemsWhereDeployed(looked({ '1.sql': 'a' }, { '1.sql': 'a', '2.sql': 'b' }))).toEqual({
      problems: [],
      compared: 1,
    });
  });

  it('is neither changed nor gone', () => {
    const { problems } = problemsWhereDeployed(looked({ '1.sql': 'a', '2.sql': 'b' }, { '1.sql': 'c' }));
    expect(problems).toEqual([problem('1.sql', 'was changed'), problem('2.sql', 'is gone')]);
  });

  it('is unknown of a stack that was deployed before stacks said it, and of one that is new', () => {
    const none = { problems: [], compared: 0 };
    expect(problemsWhereDeployed(looked(undefined, { '1.sql': 'a' }))).toEqual(none);
    const { next } = looked({}, { '1.sql': 'a' });
    expect(problemsWhereDeployed({ deployed: new Map(), next })).toEqual(none);
  });
});

describe('the guard of migrations', () => {
  it('refuses what was changed since the stage that it looks at was deployed', async () => {
    const { refusals } = await migrationsGuard({ root, looked: looked({ '1.sql': 'a' }, { '1.sql': 'b' }) });
    expect(refusals).toMatchObject([
      {
        address: 'services/boats/migrations/1.sql',
        sentence: expect.stringContaining('services/boats/migrations/1.sql: it was changed'),
      },
    ]);
  });
});

describe('the stack of a service with a database', () => {
  it('says which migrations it is deployed with', async () => {
    const { Resources } = stackOf(await synthesized(), 'dev', 'catalog').template;
    const migration = Object.values(Resources).find(({ Type }) => Type === 'Custom::Migration');
    const files = Object.entries(migration?.Properties?.Files ?? {});
    expect(files.length).toBeGreaterThan(2);
    for (const [name, checksum] of files) {
      expect(name).toMatch(/^\d{4}-.+\.sql$/);
      expect(checksum).toMatch(/^[0-9a-f]{16}$/);
    }
  });
});
