import { verify } from 'node:crypto';
import type { Claims } from './claims.ts';
import type { VerificationKey } from './verification-keys.ts';

/** A token taken apart, not yet believed. */
export interface SignedToken {
  readonly algorithm: string;
  readonly keyId: string | undefined;
  readonly claims: Claims;
  readonly signedPart: Buffer;
  readonly signature: Buffer;
}

/** Undefined for what is no signed JWT of a kind that is accepted here. */
export function readSignedToken(token: string): SignedToken | undefined {
  const [header, payload, signature, ...more] = token.split('.');
  if (header === undefined || payload === undefined || !signature || more.length > 0) return undefined;
  const head = objectIn(header);
  const claims = objectIn(payload);
  if (head === undefined || claims === undefined) return undefined;
  const { alg, kid, crit } = head;
  // `crit` names extensions that must be understood, and none is.
  if (typeof alg !== 'string' || crit !== undefined) return undefined;
  return {
    algorithm: alg,
    keyId: typeof kid === 'string' ? kid : undefined,
    claims,
    signedPart: Buffer.from(`${header}.${payload}`),
    signature: Buffer.from(signature, 'base64url'),
  };
}

/** The algorithm is the key's, never the token's own choice: the token only has to agree. */
export function isSignedBy(token: SignedToken, key: VerificationKey): boolean {
  if (token.algorithm !== key.algorithm) return false;
  if (token.keyId !== undefined && key.keyId !== undefined && token.keyId !== key.keyId) return false;
  if (token.signature.length !== 64) return false;
  return key.algorithm === 'ES256'
    ? verify('sha256', token.signedPart, { key: key.key, dsaEncoding: 'ieee-p1363' }, token.signature)
    : verify(null, token.signedPart, key.key, token.signature);
}

function objectIn(part: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Readonly<Record<string, unknown>>)
      : undefined;
  } catch {
    return undefined;
  }
}
