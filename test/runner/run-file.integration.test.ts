import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

const root = join(import.meta.dirname, '../..');
const imports = "import { describe, expect, it, jest } from '@jest/globals';\n";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shoal-runner-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

interface Ran {
  readonly tests: Readonly<Record<string, string>>;
  readonly said: string;
}

/** What jest says of these files, run one after the other in one process. */
async function ran(files: Readonly<Record<string, string>>, ...options: readonly string[]): Promise<Ran> {
  const paths = Object.keys(files).map((name) => join(folder, name));
  await Promise.all(Object.entries(files).map(([name, text]) => writeFile(join(folder, name), text)));
  const result = join(folder, 'result.json');
  const config = {
    rootDir: folder,
    testMatch: ['<rootDir>/*.test.ts'],
    transform: {},
    testRunner: join(root, 'test/runner/run-file.ts'),
    testEnvironment: join(root, 'test/runner/environment.ts'),
  };
  const run = [
    '--config',
    JSON.stringify(config),
    '--runInBand',
    '--json',
    '--outputFile',
    result,
    ...options,
  ];
  const said = await new Promise<string>((resolve) => {
    const jest = join(root, 'node_modules/jest/bin/jest.js');
    execFile(process.execPath, [jest, ...run, '--runTestsByPath', ...paths], (_error, _stdout, stderr) =>
      resolve(stderr),
    );
  });
  const { testResults }: { testResults: readonly FileResult[] } = JSON.parse(await readFile(result, 'utf8'));
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
  return { said, tests: Object.fromEntries(tests.map(({ title, status }) => [title, status])) };
}

interface FileResult {
  readonly assertionResults: readonly { readonly title: string; readonly status: string }[];
}

describe('the runner of a file', () => {
  it('passes what holds and fails what does not, with the line that says so', async () => {
    const { tests, said } = await ran({
      'a.test.ts': `${imports}describe('a', () => {
        it('holds', () => expect(1).toBe(1));
        it('does not', () => expect(1).toBe(2));
        it('throws', async () => { throw new Error('on purpose'); });
        it.each([1, 2])('of a table %d', (each) => expect(each).toBe(1));
      });`,
    });
    expect(tests).toEqual({
      holds: 'passed',
      'does not': 'failed',
      throws: 'failed',
      'of a table 1': 'passed',
      'of a table 2': 'failed',
    });
    expect(said).toContain('Expected: 2');
    expect(said).toContain('on purpose');
    expect(said).toMatch(/a\.test\.ts:4/);
  });

  it('fails what never ends, what nobody awaits, and a file that cannot be loaded', async () => {
    const never = `${imports}it('never ends', () => new Promise(() => {}), 50);`;
    const unawaited = `${imports}it('is not awaited', async () => {
      Promise.reject(new Error('nobody heard'));
      await new Promise((done) => setTimeout(done, 50));
    });`;
    const { tests, said } = await ran({
      'a.test.ts': never,
      'b.test.ts': unawaited,
      'c.test.ts': "import './missing.ts';",
    });
    expect(tests).toEqual({ 'never ends': 'failed', 'is not awaited': 'failed' });
    expect(said).toContain('nobody heard');
    expect(said).toContain('missing.ts');
    expect(said).toContain('Test Suites: 3 failed');
  });

  it('runs only the tests that a name asks for', async () => {
    const two = `${imports}it('one', () => {}); it('other', () => {});`;
    expect((await ran({ 'a.test.ts': two }, '-t', 'other')).tests).toEqual({
      one: 'pending',
      other: 'passed',
    });
  });

  it('loads a module once for all files, and leaves nothing else of one file to the next', async () => {
    // Jest begins with the longest file.
    const spoils = `${imports}// ${'long '.repeat(500)}
      import './shared.ts';
      it('spoils', () => {
        process.env.SPOILED = 'yes';
        process.env.HOME = '/nowhere';
        process.exitCode = 3;
        jest.spyOn(Math, 'random').mockReturnValue(2);
        jest.useFakeTimers();
        jest.setSystemTime(0);
        globalThis.spoiled = true;
      });`;
    const finds = `${imports}import { loaded } from './shared.ts';
      it('finds', () => {
        expect(globalThis.spoiled).toBe(true);
        expect(process.env).not.toHaveProperty('SPOILED');
        expect(process.env.HOME).not.toBe('/nowhere');
        expect(process.exitCode).toBeUndefined();
        expect(Math.random()).toBeLessThan(1);
        expect(Date.now()).toBeGreaterThan(1e12);
        expect(loaded).toBe(1);
      });`;
    const shared = `globalThis.times = (globalThis.times ?? 0) + 1;
      export const loaded = globalThis.times;`;
    await writeFile(join(folder, 'shared.ts'), shared);
    const { tests } = await ran({ 'a.test.ts': spoils, 'b.test.ts': finds, 'c.test.ts': finds });
    expect(tests).toEqual({ spoils: 'passed', finds: 'passed' });
  });
});
