import type { ExpectedClaims } from '../configuration/token-configuration.ts';
import { unauthenticated } from '../problems/problem.ts';
import type { Caller } from './caller.ts';
import { serviceOf, serviceRole } from './service-subject.ts';

export type Claims = Readonly<Record<string, unknown>>;

/** Clocks of two machines differ by less. */
const toleranceMs = 5000;

/** Who a signed token speaks for, when it was made by our issuer, for us, and is already valid. */
export function callerIn(claims: Claims, { issuer, audience }: ExpectedClaims, now: number): Caller {
  const { iss, aud, sub, exp, nbf, roles = [], sid } = claims;
  if (iss !== issuer) throw refused(`its issuer is not '${issuer}'`);
  if (![aud].flat().includes(audience)) throw refused(`it is not for '${audience}'`);
  if (typeof sub !== 'string' || sub === '') throw refused('it names no subject');
  if (typeof exp !== 'number' || !Number.isFinite(exp)) throw refused('it does not say when it expires');
  if (nbf !== undefined && (typeof nbf !== 'number' || nbf * 1000 > now + toleranceMs)) {
    throw refused('it is not valid yet');
  }
  if (!Array.isArray(roles) || !roles.every((role): role is string => typeof role === 'string')) {
    throw refused('its roles are not a list of names');
  }
  // Services prove themselves with the secret of their pair; the issuer of people's tokens cannot speak for them.
  if (serviceOf(sub) !== undefined || roles.includes(serviceRole)) throw refused('it speaks for a service');
  const caller = { subject: sub, roles, expiresAt: exp * 1000 };
  return typeof sid === 'string' ? { ...caller, session: sid } : caller;
}

function refused(reason: string): Error {
  return unauthenticated(`the access token is refused: ${reason}`, 'invalid_token');
}
