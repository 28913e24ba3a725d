import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { createTokenVerifier } from '../../../../services/kit/auth/token-verifier.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { createTokenSigner } from '../support/tokens.ts';

const clock = createFakeClock();
const signer = createTokenSigner(() => clock.now());
const unauthenticated = expect.objectContaining({
  status: 401,
  headers: { 'www-authenticate': 'Bearer error="invalid_token"' },
});

function verifier() {
  return createTokenVerifier(signer.configuration, { clock });
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

describe('a token verifier', () => {
  it.each(['ES256', 'EdDSA'] as const)('believes a token signed with %s', (algorithm) => {
    const { configuration, token } = createTokenSigner(() => clock.now(), algorithm);
    const caller = createTokenVerifier(configuration, { clock }).verify(
      token({ sub: 'user-9', roles: ['staff'] }),
    );
    expect(caller).toMatchObject({ subject: 'user-9', roles: ['staff'] });
  });

  it('takes one audience of several', () => {
    expect(verifier().verify(signer.token({ aud: ['other', 'shoal'] })).subject).toBe('user-1');
  });

  it.each([
    ['another issuer', { iss: 'somebody' }],
    ['another audience', { aud: 'other' }],
    ['no subject', { sub: undefined }],
    ['no expiry', { exp: undefined }],
    ['an expiry that is no number', { exp: '9999999999' }],
    ['an expiry that is over', { exp: 1_600_000_000 }],
    ['a beginning that is ahead', { nbf: 1_800_000_000 }],
    ['roles that are no list', { roles: 'staff' }],
  ])('refuses a token with %s', (_what, claims) => {
    expect(() => verifier().verify(signer.token(claims))).toThrow(unauthenticated);
  });

  it.each([
    ['none as its algorithm', { alg: 'none' }],
    ['an algorithm that is not its key’s', { alg: 'EdDSA' }],
    ['a key id that is not known', { kid: 'two' }],
    ['an extension it must understand', { crit: ['exp'], exp: 1 }],
  ])('refuses a token with %s', (_what, header) => {
    expect(() => verifier().verify(signer.token({}, header))).toThrow(unauthenticated);
  });

  it('refuses an unsigned token, and one signed with the public key as a secret', () => {
    const claims = encode({ iss: 'shoal', aud: 'shoal', sub: 'user-1', exp: 9_999_999_999 });
    const unsigned = `${encode({ alg: 'none' })}.${claims}.`;
    const confused = `${encode({ alg: 'HS256', kid: 'one' })}.${claims}`;
    const secret = JSON.stringify(signer.configuration.keys[0]);
    const forged = `${confused}.${createHmac('sha256', secret).update(confused).digest('base64url')}`;
    for (const token of [unsigned, forged]) expect(() => verifier().verify(token)).toThrow(unauthenticated);
  });

  it('refuses a token whose claims were changed after it was signed', () => {
    const [header, , signature] = signer.token().split('.');
    const claims = encode({ iss: 'shoal', aud: 'shoal', sub: 'admin', exp: 9_999_999_999 });
    expect(() => verifier().verify(`${header}.${claims}.${signature}`)).toThrow(unauthenticated);
  });

  it('refuses a token it has seen before once that expires', async () => {
    const remembering = verifier();
    const token = signer.token({ exp: Math.floor(clock.now() / 1000) + 60 });
    expect(remembering.verify(token)).toBe(remembering.verify(token));
    await clock.advance(60_000);
    expect(() => remembering.verify(token)).toThrow(unauthenticated);
  });

  it('believes nobody without keys', () => {
    const nobody = createTokenVerifier({ ...signer.configuration, keys: [] }, { clock });
    expect(() => nobody.verify(signer.token())).toThrow(unauthenticated);
  });

  it('does not start with a key of a kind it cannot use', () => {
    const keys = [{ kty: 'oct', k: 'c2VjcmV0', kid: 'old' }];
    expect(() => createTokenVerifier({ ...signer.configuration, keys })).toThrow(
      "token key 'old': oct/undefined is not accepted, use EC/P-256 (ES256) or OKP/Ed25519 (EdDSA)",
    );
  });
});
