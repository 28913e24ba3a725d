import type { JsonWebKey } from 'node:crypto';
import { environmentNames as names } from '../../../platform/environment-names.ts';
import type { Environment } from './environment.ts';

/** Whose access tokens are believed. */
export interface TokenConfiguration {
  /** Public keys; none of them means that no token is valid. */
  readonly keys: readonly JsonWebKey[];
  readonly issuer: string;
  readonly audience: string;
}

export function readTokenConfiguration(environment: Environment): TokenConfiguration {
  return {
    keys: readKeys(environment),
    issuer: environment.text(names.tokenIssuer, {
      fix: 'set it to who signs access tokens',
      fallback: 'shoal',
    }),
    audience: environment.text(names.tokenAudience, {
      fix: 'set it to whom they are for',
      fallback: 'shoal',
    }),
  };
}

function readKeys(environment: Environment): readonly JsonWebKey[] {
  const text = environment.text(names.tokenKeys, {
    fix: 'set it to a JWKS, {"keys":[]} where no token is to be accepted yet',
  });
  if (text === '') return [];
  const keys = keysOf(text);
  if (keys !== undefined) return keys;
  environment.reject(names.tokenKeys, {
    value: `${text.slice(0, 20)}…`,
    allowed: 'a JWKS: {"keys":[{"kty":"EC",…}]}',
    fix: 'publish the public keys of the signer',
  });
  return [];
}

function keysOf(text: string): readonly JsonWebKey[] | undefined {
  try {
    const document: unknown = JSON.parse(text);
    if (typeof document !== 'object' || document === null || !('keys' in document)) return undefined;
    const { keys } = document;
    if (!Array.isArray(keys)) return undefined;
    return keys.every((key) => typeof key === 'object' && key !== null) ? keys : undefined;
  } catch {
    return undefined;
  }
}
