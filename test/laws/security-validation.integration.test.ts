import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { nistExceptions } from '../../lib/validation/nist-exceptions.ts';
import { root } from '../support/source-hash.ts';

interface Finding {
  readonly ruleName: string;
  readonly severity?: string;
  readonly violatingConstructs: readonly { readonly constructPath: string }[];
  readonly reason?: string;
}

interface PluginReport {
  readonly pluginName: string;
  readonly conclusion: string;
  readonly metadata?: Readonly<Record<string, string>>;
  readonly violations: readonly Finding[];
  readonly suppressedViolations: readonly Finding[];
}

const out = mkdtempSync(join(tmpdir(), 'shoal-validation-'));
let reports: readonly PluginReport[] = [];

/** As CI synthesizes, with everything switched on. */
beforeAll(async () => {
  const { CDK_VALIDATION: _off, ...environment } = process.env;
  await promisify(execFile)(process.execPath, ['bin/app.ts'], {
    cwd: root,
    env: { ...environment, CDK_OUTDIR: out },
  });
  reports = JSON.parse(readFileSync(join(out, 'validation-report.json'), 'utf8')).pluginReports;
}, 60_000);

afterAll(() => rmSync(out, { recursive: true, force: true }));

describe('synthesis', () => {
  it('is held to the rules of CloudFormation, of AwsSolutions and of NIST 800-53, and passes', () => {
    expect(reports.map(({ pluginName, conclusion }) => [pluginName, conclusion])).toEqual(
      expect.arrayContaining([
        ['CloudFormation Validate', 'success'],
        ['AwsSolutions', 'success'],
        ['NIST.800.53.R5', 'success'],
      ]),
    );
    expect(reports.flatMap(({ violations }) => violations)).toEqual([]);
  });

  it('accepts nothing that CloudFormation would refuse, and lets no construct accept it either', () => {
    const schemas = reports.find(({ pluginName }) => pluginName === 'CloudFormation Validate');
    expect(schemas?.metadata).toEqual({ acceptedByConstructs: 'no error' });
    expect(schemas?.suppressedViolations.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('accepts no finding without a reason that can be argued with', () => {
    const accepted = reports.flatMap(({ suppressedViolations }) => suppressedViolations);
    expect(accepted.length).toBeGreaterThan(50);
    const unargued = accepted.filter(({ reason }) => (reason?.split(' ').length ?? 0) < 12);
    expect(
      unargued.map(({ ruleName, violatingConstructs }) => [ruleName, violatingConstructs[0]?.constructPath]),
    ).toEqual([]);
  });

  it('has an exception to NIST 800-53 only where a rule is hit', () => {
    const hit = reports
      .filter(({ pluginName }) => pluginName === 'NIST.800.53.R5')
      .flatMap(({ suppressedViolations }) => suppressedViolations)
      .flatMap(({ ruleName, violatingConstructs }) =>
        violatingConstructs.map(({ constructPath }) => ({
          rule: ruleName.slice('NIST.800.53.R5-'.length),
          path: constructPath.slice(constructPath.indexOf('/') + 1),
        })),
      );
    const idle = nistExceptions.filter(
      ({ rule, at }) => !hit.some((one) => one.rule === rule && (at === 'everywhere' || at.test(one.path))),
    );
    expect(idle.map(({ rule, at }) => `${rule} at ${at}`)).toEqual([]);
  });
});
