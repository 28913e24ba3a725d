import { createHash, generateKeyPairSync, type JsonWebKey, type KeyObject } from 'node:crypto';
import type { KeySeal } from './key-seal.ts';

/** A key as it is kept. */
export interface SigningKey {
  /** Counts the keys; two tasks that make a key at the same moment make the same generation, and one is taken. */
  readonly generation: number;
  readonly keyId: string;
  readonly publicKey: JsonWebKey;
  readonly sealedPrivateKey: Buffer;
  /** Until then it is only published, so that all have read it before it signs. */
  readonly signsFrom: Date;
  /** Undefined while nothing has followed it. */
  readonly publishedUntil: Date | undefined;
}

export interface NewSigningKey {
  readonly generation: number;
  readonly signsFrom: Date;
}

export function newSigningKey({ generation, signsFrom }: NewSigningKey, seal: KeySeal): SigningKey {
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const jwk = pair.publicKey.export({ format: 'jwk' });
  const keyId = thumbprintOf(jwk);
  return {
    generation,
    keyId,
    publicKey: { ...jwk, kid: keyId, alg: 'ES256', use: 'sig' },
    sealedPrivateKey: seal.close(privateBytes(pair.privateKey), keyId),
    signsFrom,
    publishedUntil: undefined,
  };
}

/** RFC 7638: the same key has the same id, whoever names it. */
function thumbprintOf({ crv, kty, x, y }: JsonWebKey): string {
  return createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url');
}

function privateBytes(key: KeyObject): Buffer {
  return key.export({ format: 'der', type: 'pkcs8' });
}
