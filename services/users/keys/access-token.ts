import { randomUUID, sign } from 'node:crypto';
import type { ExpectedClaims } from '../../kit/configuration/token-configuration.ts';
import type { Clock } from '../../kit/time/clock.ts';
import type { Role } from '../user.ts';
import type { KeyRing } from './key-ring.ts';
import { accessTokenMs } from './lifetimes.ts';

/** Signs what says who somebody is, for the next ten minutes and for every service. */
export type AccessTokens = (bearer: Bearer) => string;

export interface Bearer {
  readonly userId: string;
  readonly roles: readonly Role[];
  /** The sign-in it belongs to, so that signing out knows what to end. */
  readonly session: string;
}

export interface AccessTokenParts {
  readonly keys: Pick<KeyRing, 'signer'>;
  readonly claims: ExpectedClaims;
  readonly clock: Clock;
}

export function createAccessTokens({ keys, claims, clock }: AccessTokenParts): AccessTokens {
  return ({ userId, roles, session }) => {
    const { keyId, privateKey } = keys.signer();
    const now = Math.floor(clock.now() / 1000);
    const payload = {
      iss: claims.issuer,
      aud: claims.audience,
      sub: userId,
      roles,
      sid: session,
      iat: now,
      exp: now + accessTokenMs / 1000,
      jti: randomUUID(),
    };
    const text = `${encoded({ alg: 'ES256', typ: 'JWT', kid: keyId })}.${encoded(payload)}`;
    const signature = sign('sha256', Buffer.from(text), { key: privateKey, dsaEncoding: 'ieee-p1363' });
    return `${text}.${signature.toString('base64url')}`;
  };
}

function encoded(part: unknown): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}
