import { generateKeyPairSync, type JsonWebKey, type KeyObject, sign } from 'node:crypto';
import type { TokenConfiguration } from '../../../../services/kit/configuration/token-configuration.ts';

export interface TokenSigner {
  readonly configuration: TokenConfiguration;
  /** A token valid for an hour from `now`, unless a claim says otherwise. */
  token(claims?: Readonly<Record<string, unknown>>, header?: Readonly<Record<string, unknown>>): string;
}

/** Signs tokens as the users service would. */
export function createTokenSigner(
  now: () => number = Date.now,
  algorithm: 'ES256' | 'EdDSA' = 'ES256',
): TokenSigner {
  const { publicKey, privateKey } = keyPair(algorithm);
  const jwk: JsonWebKey = { ...publicKey.export({ format: 'jwk' }), kid: 'one', alg: algorithm, use: 'sig' };
  return {
    configuration: { keys: [jwk], issuer: 'shoal', audience: 'shoal' },
    token(claims = {}, header = {}) {
      const seconds = Math.floor(now() / 1000);
      const payload = {
        iss: 'shoal',
        aud: 'shoal',
        sub: 'user-1',
        roles: [],
        iat: seconds,
        exp: seconds + 3600,
        ...claims,
      };
      const signed = `${part({ alg: algorithm, kid: 'one', ...header })}.${part(payload)}`;
      return `${signed}.${signatureOf(signed, privateKey, algorithm)}`;
    },
  };
}

function keyPair(algorithm: 'ES256' | 'EdDSA'): { publicKey: KeyObject; privateKey: KeyObject } {
  return algorithm === 'ES256'
    ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
    : generateKeyPairSync('ed25519');
}

function signatureOf(text: string, key: KeyObject, algorithm: 'ES256' | 'EdDSA'): string {
  const data = Buffer.from(text);
  const signature =
    algorithm === 'ES256' ? sign('sha256', data, { key, dsaEncoding: 'ieee-p1363' }) : sign(null, data, key);
  return signature.toString('base64url');
}

function part(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
