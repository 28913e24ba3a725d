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
});
