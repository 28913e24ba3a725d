import { describe, expect, it } from '@jest/globals';
import { resolveReferences } from '../../../rehearsal/cloudformation/dynamic-references.ts';

const sources = {
  secret: (name: string, key?: string) => `[${name}|${key ?? ''}]`,
  parameter: (name: string) => `(${name})`,
};
const arn = 'arn:aws:secretsmanager:eu-central-1:000000000000:secret:master-AbCdEf';

describe('resolveReferences', () => {
  it.each([
    ['a secret by name', '{{resolve:secretsmanager:master:SecretString:password::}}', '[master|password]'],
    ['a secret by ARN', `{{resolve:secretsmanager:${arn}:SecretString:password::}}`, `[${arn}|password]`],
    ['a whole secret', `{{resolve:secretsmanager:${arn}}}`, `[${arn}|]`],
    ['a whole secret, said long', `{{resolve:secretsmanager:${arn}:SecretString:::}}`, `[${arn}|]`],
    ['a parameter', '{{resolve:ssm:/shoal/x}}', '(/shoal/x)'],
    ['a parameter with a version', '{{resolve:ssm-secure:/shoal/x:3}}', '(/shoal/x)'],
    ['one inside a text', 'a{{resolve:ssm:b}}c', 'a(b)c'],
  ])('resolves %s', (_what, value, expected) => {
    expect(resolveReferences({ list: [value] }, sources)).toEqual({ list: [expected] });
  });

  it('names a service that it cannot ask', () => {
    expect(() => resolveReferences('{{resolve:vault:x}}', sources)).toThrow(
      /'vault' is not played, known: secretsmanager/,
    );
  });
});
