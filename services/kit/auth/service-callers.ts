import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto';
import { unauthenticated } from '../problems/problem.ts';
import type { Caller } from './caller.ts';
import { serviceOf, serviceRole, serviceSubject } from './service-subject.ts';
import { serviceTokenMs } from './service-token.ts';
import type { SignedToken } from './signed-token.ts';

/** The services that may call this one on their own account. */
export interface ServiceCallersConfiguration {
  /** The service that is called: the audience of their tokens. */
  readonly self: string;
  /** What it shares with each of them, by name. */
  readonly secrets: Readonly<Record<string, string>>;
}

export interface ServiceCallers {
  /** The service that signed the token with the secret of the pair; undefined where none did. */
  callerOf(token: SignedToken, now: number): Caller | undefined;
}

/** Clocks of two tasks differ by less. */
const toleranceMs = 5000;

export function createServiceCallers({ self, secrets }: ServiceCallersConfiguration): ServiceCallers {
  const keys = new Map(
    Object.entries(secrets).map(([name, secret]) => [name, createSecretKey(Buffer.from(secret))]),
  );
  return {
    callerOf({ algorithm, claims, signedPart, signature }, now) {
      const { iss, aud, exp } = claims;
      const name = typeof iss === 'string' ? serviceOf(iss) : undefined;
      const key = name === undefined ? undefined : keys.get(name);
      if (algorithm !== 'HS256' || name === undefined || key === undefined) return undefined;
      const expected = createHmac('sha256', key).update(signedPart).digest();
      if (signature.length !== expected.length || !timingSafeEqual(signature, expected)) return undefined;
      if (aud !== self) throw refused(`it is not for '${self}'`);
      if (typeof exp !== 'number' || !Number.isFinite(exp)) throw refused('it does not say when it expires');
      const expiresAt = exp * 1000;
      if (expiresAt > now + serviceTokenMs + toleranceMs) throw refused('it is good for too long');
      // Its own claims are not asked: whoever holds the secret is that service and nothing more.
      return { subject: serviceSubject(name), roles: [serviceRole], expiresAt };
    },
  };
}

function refused(reason: string): Error {
  return unauthenticated(`the service token is refused: ${reason}`, 'invalid_token');
}
