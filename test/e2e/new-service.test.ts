import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { copyRepository, type RepositoryCopy } from '../support/repository-copy.ts';

/** One of each kind there is. */
const kinds = {
  reviews: ['--needs', 'database,cache', '--owner', 'storefront'],
  'stock-takes': ['--needs', 'database'],
  entries: ['--needs', 'cache'],
  search: ['--thing', 'query'],
};

let copy: RepositoryCopy;
beforeAll(async () => {
  copy = await copyRepository();
  for (const [name, needs] of Object.entries(kinds)) await shoal('new-service', name, ...needs);
}, 60_000);
afterAll(async () => {
  await copy.remove();
});

async function run(file: string, args: readonly string[]) {
  const env = { ...process.env, CDK_VALIDATION: 'false' };
  return promisify(execFile)(file, args, { cwd: copy.folder, env, maxBuffer: 64 * 1024 * 1024 }).then(
    ({ stdout, stderr }) => ({ code: 0, said: stdout + stderr }),
    ({ code, stdout, stderr }) => ({ code: Number(code), said: `${stdout}${stderr}` }),
  );
}
const shoal = (...args: readonly string[]) => run(process.execPath, ['bin/shoal.ts', ...args]);
const tool = (name: string, ...args: readonly string[]) => run(join('node_modules', '.bin', name), args);
const passes = { code: 0, said: expect.any(String) };

describe('new services', () => {
  it('are listed, with the needs and the owner that were asked for', async () => {
    const list = await readFile(join(copy.folder, 'platform/services.ts'), 'utf8');
    for (const name of ['reviews', 'stockTakes', 'entries', 'search']) expect(list).toContain(`  ${name},\n`);
    const definition = await readFile(join(copy.folder, 'services/reviews/service.ts'), 'utf8');
    expect(definition).toContain("owner: 'storefront'");
    expect(definition).toContain('needs: { database: true, cache: true, publishes: [], subscribes: [] }');
    expect(existsSync(join(copy.folder, 'services/reviews/migrations/0001-reviews.sql'))).toBe(true);
    expect(existsSync(join(copy.folder, 'services/entries/migrations'))).toBe(false);
  });

  it('leave nothing of the sample behind', async () => {
    for (const name of Object.keys(kinds)) {
      const { said } = await run('grep', [
        '-rliE',
        'sample|@needs|@end',
        `services/${name}`,
        `test/services/${name}`,
      ]);
      expect(said).toBe('');
    }
  });

  it('pass types, lint, their own tests and every law, with no other edit', async () => {
    expect(await tool('tsc', '--noEmit')).toEqual(passes);
    const folders = Object.keys(kinds).flatMap((name) => [`services/${name}`, `test/services/${name}`]);
    expect(await tool('biome', 'check', ...folders, 'platform/services.ts')).toEqual(passes);
    const jest = [
      '--experimental-vm-modules',
      '--disable-warning=ExperimentalWarning',
      'node_modules/jest/bin/jest.js',
    ];
    const own = `test/services/(${Object.keys(kinds).join('|')})/`;
    const fast = [own, 'test/laws/', 'test/platform/', '--selectProjects', 'fast'];
    expect(await run(process.execPath, [...jest, ...fast])).toEqual(passes);
    expect(await run(process.execPath, [...jest, own, '--selectProjects', 'integration'])).toEqual(passes);
  }, 240_000);

  it.each([
    [['reviews'], /name 'reviews' is the name of more than one service/],
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
