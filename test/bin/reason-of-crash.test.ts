import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { reasonOfCrash } from '../../bin/reason-of-crash.ts';

const root = join(import.meta.dirname, '..', '..');

describe('reasonOfCrash', () => {
  it('keeps the words and drops the stack', () => {
    const printed = [
      "SyntaxError: ',' expected",
      '    at parseTypeScript (node:internal/modules/typescript:80:40)',
      '',
      'Node.js v24.21.0',
    ];
    expect(reasonOfCrash(printed.join('\n'))).toBe("SyntaxError: ',' expected");
  });

  it('names the first place of ours, and none of the packages', () => {
    const printed = [
      'Error: no such subnet',
      `    at select (file://${root}/node_modules/aws-cdk-lib/vpc.js:1:2)`,
      `    at new NetworkStack (file://${root}/lib/network/network-stack.ts:20:7)`,
      `    at file://${root}/bin/app.ts:9:1`,
    ];
    expect(reasonOfCrash(printed.join('\n'))).toBe(
      'Error: no such subnet\n  at lib/network/network-stack.ts:20:7',
    );
  });

  it("keeps nothing of Node's own, which is nobody's to mend, nor a place that the CDK has cut", () => {
    const printed = [
      "ERROR DBInstanceClass: 'db.t9z.huge' is not valid",
      'node:internal/modules/run_main:107',
      '    triggerUncaughtException(',
      '    ^',
      '',
      '«ValidationFailed» Validation failed.',
      '    ...App.synth in aws-cdk-lib...',
      `    at file://${root}/bin/app.ts:20 (:)`,
      '    ...node internals...',
      '',
      'Node.js v24.21.0',
    ];
    expect(reasonOfCrash(printed.join('\n'))).toBe(
      [
        "ERROR DBInstanceClass: 'db.t9z.huge' is not valid",
        '«ValidationFailed» Validation failed.',
        '  at bin/app.ts:20',
      ].join('\n'),
    );
  });

  it('keeps the line of ours that is marked', () => {
    const printed = [
      'node:internal/modules/run_main:107',
      '    triggerUncaughtException(',
      '    ^',
      '',
      `file://${root}/platform/stages.ts:1`,
      'const a: = 3;',
      '         ^',
      '',
      'SyntaxError: Unexpected token `=`',
    ];
    expect(reasonOfCrash(printed.join('\n'))).toBe(
      printed
        .filter((line) => line !== '')
        .slice(3)
        .join('\n'),
    );
  });
});
