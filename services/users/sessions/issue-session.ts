import { randomUUID } from 'node:crypto';
import { link, links } from '../../kit/http/links.ts';
import type { Clock } from '../../kit/time/clock.ts';
import type { AccessTokens } from '../keys/access-token.ts';
import { accessTokenMs } from '../keys/lifetimes.ts';
import type { SessionAnswer } from '../session.schema.ts';
import type { User } from '../user.ts';
import { newRefreshToken, refreshTokenHash } from './refresh-token.ts';
import type { SessionOfToken, SessionStore } from './session-store.ts';

export interface SessionParts {
  readonly sessions: SessionStore;
  readonly accessTokens: AccessTokens;
  readonly clock: Clock;
}

/** However often it is refreshed: after a month one signs in again. */
export const sessionMs = 30 * 24 * 3600_000;

/** Begins a session. The access token is signed first: where that fails, nothing is begun. */
export async function issueSession(
  { sessions, accessTokens, clock }: SessionParts,
  { id: userId, roles }: User,
): Promise<SessionAnswer> {
  const now = clock.now();
  const session = { id: randomUUID(), userId, roles, expiresAt: new Date(now + sessionMs) };
  const accessToken = accessTokens({ userId, roles, session: session.id });
  const refreshToken = newRefreshToken();
  await sessions.open({ ...session, tokenHash: refreshTokenHash(refreshToken), at: new Date(now) });
  return representSession(session, { accessToken, refreshToken });
}

export function representSession(
  { expiresAt }: SessionOfToken,
  tokens: { readonly accessToken: string; readonly refreshToken: string },
): SessionAnswer {
  return {
    accessToken: tokens.accessToken,
    tokenType: 'Bearer',
    expiresIn: accessTokenMs / 1000,
    refreshToken: tokens.refreshToken,
    refreshExpiresAt: expiresAt.toISOString(),
    _links: links({
      refresh: link('/v1/sessions/refresh', 'POST'),
      'sign-out': link('/v1/sessions/current', 'DELETE'),
      profile: '/v1/users/me',
      cart: '/v1/carts/mine',
      orders: '/v1/orders',
      home: '/',
    }),
  };
}
