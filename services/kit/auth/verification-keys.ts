import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { keysIn } from './key-set.ts';

export interface VerificationKey {
  readonly algorithm: 'ES256' | 'EdDSA';
  readonly keyId: string | undefined;
  readonly key: KeyObject;
}

/** Imports the keys once: given as text, a key would be parsed for every token. */
export function verificationKeys(keys: readonly JsonWebKey[]): readonly VerificationKey[] {
  return keys.map(verificationKey);
}

/** Those of a published key set that can be used; a signer may publish others for others. */
export function verificationKeysAmong(text: string): {
  readonly usable: readonly VerificationKey[];
  readonly unusable: number;
} {
  const all = keysIn(text);
  if (all === undefined) throw new Error('what is published is no JWKS: {"keys":[{"kty":"EC",…}]}');
  const usable = all.flatMap((jwk) => {
    try {
      return [verificationKey(jwk)];
    } catch {
      return [];
    }
  });
  return { usable, unusable: all.length - usable.length };
}

function verificationKey(jwk: JsonWebKey): VerificationKey {
  const keyId = typeof jwk.kid === 'string' ? jwk.kid : undefined;
  return { algorithm: algorithmOf(jwk), keyId, key: createPublicKey({ key: jwk, format: 'jwk' }) };
}

function algorithmOf({ kty, crv, kid }: JsonWebKey): 'ES256' | 'EdDSA' {
  if (kty === 'EC' && crv === 'P-256') return 'ES256';
  if (kty === 'OKP' && crv === 'Ed25519') return 'EdDSA';
  throw new Error(
    `token key '${kid ?? 'without kid'}': ${kty}/${crv} is not accepted, use EC/P-256 (ES256) or OKP/Ed25519 (EdDSA)`,
  );
}
