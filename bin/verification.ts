import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root, runTool } from './tool.ts';

/** What the last check of types has learned, which spares the next one what did not change. */
const knownTypes = join(root, 'node_modules', '.cache', 'types.tsbuildinfo');

interface JestResult {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numFailedTestSuites: number;
  readonly success: boolean;
}

/** Types and lint beside each other, then jest; ends with the line `N passed, N failed` from jest's own result files. */
export async function verify(jestRuns: readonly (readonly string[])[]): Promise<number> {
  const started = performance.now();
  const [types, lint] = await Promise.all([
    runTool('tsc', ['--noEmit', '--incremental', '--tsBuildInfoFile', knownTypes]),
    runTool('biome', ['check', '--colors=off', '.']),
  ]);
  report('types', types);
  report('lint', lint);
  const outcomes: JestOutcome[] = [];
  for (const run of jestRuns) outcomes.push(await runJest(run));
  const clean = types.code === 0 && lint.code === 0;
  process.stdout.write(
    `types ${verdict(types.code)}, lint ${verdict(lint.code)}, ${((performance.now() - started) / 1000).toFixed(1)} s\n`,
  );
  const sum = (count: (outcome: JestOutcome) => number) =>
    outcomes.reduce((total, outcome) => total + count(outcome), 0);
  process.stdout.write(`${sum(({ passed }) => passed)} passed, ${sum(({ failed }) => failed)} failed\n`);
  return clean && outcomes.every(({ success }) => success) ? 0 : 1;
}

interface JestOutcome {
  readonly success: boolean;
  readonly passed: number;
  readonly failed: number;
}

function report(what: string, run: { readonly code: number; readonly output: string }): void {
  if (run.code !== 0) process.stdout.write(`${what}:\n${run.output}\n`);
}

function verdict(code: number): string {
  return code === 0 ? 'clean' : 'FAILED';
}

async function runJest(args: readonly string[]): Promise<JestOutcome> {
  const folder = await mkdtemp(join(tmpdir(), 'shoal-jest-'));
  const resultFile = join(folder, 'result.json');
  try {
    const { code } = await runTool(
      'node',
      [
        join(root, 'node_modules', 'jest', 'bin', 'jest.js'),
        '--json',
        // A busy machine is no failure; what hangs is ended all the same.
        '--testTimeout=30000',
        `--outputFile=${resultFile}`,
        ...args,
      ],
      // With --json jest prints its result on stdout too; people read stderr's report.
      {
        env: { CDK_VALIDATION: 'false' },
        onText: (text) => text.startsWith('{"') || process.stderr.write(text),
      },
    );
    const result: JestResult = JSON.parse(await readFile(resultFile, 'utf8'));
    return {
      success: code === 0 && result.success,
      passed: result.numPassedTests,
      // A file that cannot even be loaded has failed without a single test of it having run.
      failed: Math.max(result.numFailedTests, result.numFailedTestSuites),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
