import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { copyRepository, type RepositoryCopy } from '../support/repository-copy.ts';

const first = { reviews: ['--needs', 'database,cache', '--owner', 'storefront'] };
/** With it one of each kind there is. */
const others = {
  'stock-takes': ['--needs', 'database'],
  entries: ['--needs', 'cache'],
  search: ['--thing', 'query'],
};
const kinds = Object.keys({ ...first, ...others });

let copy: RepositoryCopy;
beforeAll(async () => {
  copy = await copyRepository();
  await write(first);
}, 60_000);
afterAll(async () => {
  await copy.remove();
});

async function write(services: Readonly<Record<string, readonly string[]>>): Promise<void> {
  for (const [name, needs] of Object.entries(services)) await shoal('new-service', name, ...needs);
}

async function run(file: string, args: readonly string[]) {
  const env = { ...process.env, CDK_VALIDATION: 'false' };
  return promisify(execFile)(file, args, { cwd: copy.folder, env, maxBuffer: 64 * 1024 * 1024 }).then(
    ({ stdout, stderr }) => ({ code: 0, said: stdout + stderr }),
    ({ code, stdout, stderr }) => ({ code: Number(code), said: `${stdout}${stderr}` }),
  );
}
const shoal = (...args: readonly string[]) => run(process.execPath, ['bin/shoal.ts', ...args]);
const tool = (name: string, ...args: readonly string[]) => run(join('node_modules', '.bin', name), args);
const jest = (...args: readonly string[]) =>
  run(process.execPath, ['node_modules/jest/bin/jest.js', ...args]);
const passes = { code: 0, wrong: '' };
/** Of all that was said only what a failure is about. */
function outcome({ code, said }: Awaited<ReturnType<typeof run>>): typeof passes {
  const wrong = said.indexOf('●');
  return { code, wrong: code === 0 ? '' : said.slice(Math.max(0, wrong), Math.max(0, wrong) + 2000) };
}

/** Types, lint and the tests that came along. */
async function provesItself(...names: readonly string[]): Promise<void> {
  expect(outcome(await tool('tsc', '--noEmit'))).toEqual(passes);
  const folders = names.flatMap((name) => [`services/${name}`, `test/services/${name}`]);
  expect(outcome(await tool('biome', 'check', ...folders, 'platform/services.ts'))).toEqual(passes);
  const own = `test/services/(${names.join('|')})/`;
  expect(outcome(await jest(own, '--selectProjects', 'fast', 'integration'))).toEqual(passes);
}

describe('a new service', () => {
  it('is listed, with the needs and the owner that were asked for', async () => {
    const list = await readFile(join(copy.folder, 'platform/services.ts'), 'utf8');
    expect(list).toContain('  reviews,\n');
    const definition = await readFile(join(copy.folder, 'services/reviews/service.ts'), 'utf8');
    expect(definition).toContain("owner: 'storefront'");
    expect(definition).toContain('needs: { database: true, cache: true, publishes: [], subscribes: [] }');
    expect(existsSync(join(copy.folder, 'services/reviews/migrations/0001-reviews.sql'))).toBe(true);
  });

  it('passes types, lint, its own tests and every law, with no other edit', async () => {
    await provesItself('reviews');
    expect(outcome(await jest('test/(laws|platform|alarms)/', '--selectProjects', 'fast'))).toEqual(passes);
  }, 240_000);
});

describe('new services', () => {
  it('of every kind pass types, lint and their own tests', async () => {
    await write(others);
    await provesItself(...Object.keys(others));
    expect(existsSync(join(copy.folder, 'services/entries/migrations'))).toBe(false);
  }, 240_000);

  it('have nothing of the sample left', async () => {
    for (const name of kinds) {
      const { said } = await run('grep', [
        '-rliE',
        'sample|@needs|@end',
        `services/${name}`,
        `test/services/${name}`,
      ]);
      expect(said).toBe('');
    }
  });

  it.each([
    [['reviews'], /There is a service 'reviews' already/],
    [['Reviews'], /name 'Reviews' has the wrong form, allowed: small letters/],
    [['network'], /name 'network' is already a stack of each stage/],
    [['maps'], /A type 'Map' is a part of JavaScript already: say what it keeps one of with --thing/],
    [['class', '--thing', 'pupil'], /'class' is a word of JavaScript: name the service otherwise/],
    [['weather'], /What 'weather' keeps one of cannot be told from its name/],
    [['weather', '--thing', 'Report'], /--thing 'Report' has the wrong form/],
    [
      ['weather', '--needs', 'datbase'],
      /'datbase' is not what a service can need here\. Did you mean 'database'\?/,
    ],
    [[], /Name the service: npx shoal new-service reviews --needs database,cache\./],
  ])('are refused as %j, and nothing is written', async (args, sentence) => {
    const { code, said } = await shoal('new-service', ...args);
    expect({ code, said }).toEqual({ code: 1, said: expect.stringMatching(sentence) });
    expect(said).not.toMatch(/^\s+at /m);
    expect(existsSync(join(copy.folder, 'services', 'weather'))).toBe(false);
  });
});
