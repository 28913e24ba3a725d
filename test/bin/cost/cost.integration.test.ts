import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import type { Report } from '../../../pipeline/guards/cost/report.ts';

const root = join(import.meta.dirname, '..', '..', '..');

async function cost(...args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [join(root, 'bin', 'shoal.ts'), 'cost', ...args],
    { cwd: root, maxBuffer: 64 * 1024 * 1024 },
  );
  return stdout;
}

describe('npx shoal cost', () => {
  it('tells programs what a stage costs, and what has changed since a commit', async () => {
    const report = JSON.parse(await cost('--stage', 'dev', '--since', 'HEAD', '--json')) as Report;
    expect(Object.keys(report.stages)).toEqual(['dev']);
    expect(report.stages.dev?.monthly).toBeLessThan(100);
    expect(report.stages.dev?.monthlyAwake).toBeGreaterThan(report.stages.dev?.monthly ?? 0);
    expect(report.since).toMatchObject({ ref: 'HEAD', stages: { dev: { changes: expect.anything() } } });
  }, 60_000);

  it('refuses a stage that there is not', async () => {
    await expect(cost('--stage', 'devv')).rejects.toMatchObject({
      code: 1,
      stderr: "'devv' is not a stage. Did you mean 'dev'? Known: dev, staging, prod.\n",
    });
  });
});
