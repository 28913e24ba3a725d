import { createHmac } from 'node:crypto';
import { type Clock, systemClock } from '../time/clock.ts';
import { serviceRole, serviceSubject } from './service-subject.ts';

/** The access token with which this service calls another on its own account. */
export type ServiceToken = (callee: string) => string;

export interface ServiceTokenConfiguration {
  /** The service that calls. */
  readonly self: string;
  /** What it shares with each service it calls, by name. */
  readonly secrets: Readonly<Record<string, string>>;
}

/** What a token is good for; long enough for a call and its queue, useless to whoever finds it in a trace. */
export const serviceTokenMs = 60_000;

interface Held {
  readonly token: string;
  readonly until: number;
}

/** Signs a token for each service once in half its life, so that a call costs no signature. */
export function createServiceToken(
  { self, secrets }: ServiceTokenConfiguration,
  { clock = systemClock }: { readonly clock?: Clock } = {},
): ServiceToken {
  const held = new Map<string, Held>();
  return (callee) => {
    const secret = secrets[callee];
    if (secret === undefined) throw noSecret(self, callee, Object.keys(secrets));
    const now = clock.now();
    const known = held.get(callee);
    if (known !== undefined && now < known.until) return known.token;
    const token = signed(secret, {
      iss: serviceSubject(self),
      aud: callee,
      iat: Math.floor(now / 1000),
      exp: Math.floor((now + serviceTokenMs) / 1000),
      roles: [serviceRole],
    });
    held.set(callee, { token, until: now + serviceTokenMs / 2 });
    return token;
  };
}

function signed(secret: string, claims: Readonly<Record<string, unknown>>): string {
  const text = `${encoded({ alg: 'HS256', typ: 'JWT' })}.${encoded(claims)}`;
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
}

function encoded(part: unknown): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}

function noSecret(self: string, callee: string, known: readonly string[]): Error {
  return new Error(
    `service '${self}' shares no secret with '${callee}', only with: ${known.join(', ') || 'nobody'}; ` +
      `name '${callee}' where it reads its service tokens' configuration`,
  );
}
