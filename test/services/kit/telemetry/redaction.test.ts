import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { redacted } from '../../../../services/kit/telemetry/redaction.ts';
import { recordedLog } from '../support/recorded-log.ts';
import { createTokenSigner } from '../support/tokens.ts';

const token = createTokenSigner().token();
const secrets = [
  '4111 1111 1111 1111',
  '4111111111111111',
  '4111-1111-1111-1111',
  'ada@example.org',
  token,
  'Bearer abc.def',
];

describe('a log', () => {
  it.each(secrets)('never holds %s, wherever it hides', (secret) => {
    fc.assert(
      fc.property(
        fc.constantFrom('', 'before ', '"'),
        fc.constantFrom('', ' after', '"'),
        (before, after) => {
          const text = before + secret + after;
          const { log, lines } = recordedLog();
          const error = Object.assign(new Error(text), { detail: text, cause: new Error(text) });
          log.info(text, { text, list: [text], deep: { er: { text } }, error });
          log.with({ text }).error('again', { error: new AggregateError([error], text) });
          expect(JSON.stringify(lines)).not.toContain(secret.slice(-7));
        },
      ),
    );
  });

  it.each([
    'password',
    'Password',
    'DATABASE_PASSWORD',
    'accessToken',
    'authorization',
    'set-cookie',
    'cardNumber',
    'email',
    'apiKey',
  ])('never holds the value of a field called %s', (name) => {
    expect(redacted({ [name]: 'plain', other: { [name]: ['plain'] } })).toEqual({
      [name]: '[redacted]',
      other: { [name]: '[redacted]' },
    });
  });

  it('leaves what is no secret as it is', () => {
    const plain = {
      id: 4711,
      user: '98321894-8670-4805-81b4-f0f586bea836',
      order: 'order 01234567-8901-4234-8567-890123456789 is paid',
      name: 'Kon-Tiki',
      at: '2026-11-20T23:00:00.000Z',
      ms: 1_763_680_000_000,
      ok: true,
      none: null,
    };
    expect(redacted(plain)).toEqual(plain);
  });

  it('bears values that go in circles, and numbers that JSON has not', () => {
    const circle: Record<string, unknown> = { big: 10n };
    circle.self = circle;
    const { log, lines } = recordedLog();
    log.info('round', { circle, bytes: Buffer.from('abc') });
    expect(lines[0]).toMatchObject({ circle: { big: '10' }, bytes: '[3 bytes]' });
  });
});
