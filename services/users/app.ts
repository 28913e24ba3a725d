import type { TokenVerifier } from '../kit/auth/token-verifier.ts';
import type { Health } from '../kit/health/health.ts';
import { createApp } from '../kit/http/create-app.ts';
import { describeApi } from '../kit/openapi/describe-api.ts';
import type { Log } from '../kit/telemetry/log.ts';
import { type Clock, systemClock } from '../kit/time/clock.ts';
import type { AccessTokens } from './keys/access-token.ts';
import type { KeyRing } from './keys/key-ring.ts';
import type { Limits } from './limits/limits.ts';
import type { Passwords } from './passwords/passwords.ts';
import { readProfile } from './read-profile.ts';
import { refreshSession } from './refresh-session.ts';
import type { SessionStore } from './sessions/session-store.ts';
import { setRoles } from './set-roles.ts';
import { showKeys } from './show-keys.ts';
import { signIn } from './sign-in.ts';
import { signOut } from './sign-out.ts';
import { signUp } from './sign-up.ts';
import { updateProfile } from './update-profile.ts';
import type { UserStore } from './user-store.ts';

export interface UsersParts {
  readonly users: UserStore;
  readonly sessions: SessionStore;
  readonly keys: KeyRing;
  readonly accessTokens: AccessTokens;
  readonly passwords: Passwords;
  readonly limits: Limits;
  readonly health: Health;
  readonly tokens: TokenVerifier;
  readonly log: Log;
  readonly clock?: Clock;
}

export function createUsersApp({ health, tokens, log, clock = systemClock, ...stores }: UsersParts) {
  const parts = { ...stores, clock };
  const operations = [
    signUp(parts),
    signIn(parts),
    refreshSession(parts),
    signOut(parts),
    readProfile(parts),
    updateProfile(parts),
    setRoles(parts),
    showKeys(parts),
  ];
  const api = describeApi({
    title: 'Users',
    description: 'Accounts, sign-in, roles, and the keys that sign access tokens.',
    version: '1',
    operations,
  });
  return createApp({ operations: [...operations, api], health, tokens, log, clock });
}
