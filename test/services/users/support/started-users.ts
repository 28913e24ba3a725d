import { createTokenVerifier } from '../../../../services/kit/auth/token-verifier.ts';
import { verificationKeys } from '../../../../services/kit/auth/verification-keys.ts';
import { createHealth } from '../../../../services/kit/health/health.ts';
import { createUsersApp } from '../../../../services/users/app.ts';
import { createAccessTokens } from '../../../../services/users/keys/access-token.ts';
import { createKeyRing, type KeyRing } from '../../../../services/users/keys/key-ring.ts';
import { createKeySeal, type KeySeal } from '../../../../services/users/keys/key-seal.ts';
import { createLimits } from '../../../../services/users/limits/limits.ts';
import type { Passwords } from '../../../../services/users/passwords/passwords.ts';
import { createTestTokens, type TestTokens } from '../../../support/tokens.ts';
import { createFakeClock, type FakeClock } from '../../kit/support/fake-clock.ts';
import { type RecordedLog, recordedLog } from '../../kit/support/recorded-log.ts';
import { startApp } from '../../kit/support/start-app.ts';
import { createCheapPasswords } from './cheap-passwords.ts';
import { type CountingCache, createCountingCache } from './counting-cache.ts';
import { InMemorySessionStore } from './in-memory-session-store.ts';
import { InMemorySigningKeyStore } from './in-memory-signing-key-store.ts';
import { InMemoryUserStore } from './in-memory-user-store.ts';
import { createUsersClient, type UsersClient } from './users-client.ts';

export interface StartedUsers {
  readonly url: string;
  readonly port: number;
  readonly ask: UsersClient;
  readonly users: InMemoryUserStore;
  readonly keyStore: InMemorySigningKeyStore;
  readonly keys: KeyRing;
  readonly seal: KeySeal;
  readonly cache: CountingCache;
  readonly clock: FakeClock;
  /** Signs with the key that stands in TOKEN_KEYS, as operators do before there is one among the users. */
  readonly tokens: TestTokens;
  readonly lines: RecordedLog['lines'];
  close(): Promise<void>;
}

export const secretOfKeys = 'a-secret-of-the-signing-keys-0123456789';

/** Users on a real socket, with stores that last as long as it. */
export async function startUsers(passwords: Passwords = createCheapPasswords()): Promise<StartedUsers> {
  const clock = createFakeClock(Date.now());
  const { log, lines } = recordedLog();
  const tokens = await createTestTokens();
  const users = new InMemoryUserStore();
  const keyStore = new InMemorySigningKeyStore();
  const seal = createKeySeal(secretOfKeys);
  const keys = createKeyRing({
    store: keyStore,
    seal,
    given: verificationKeys(tokens.jwks.keys),
    clock,
    log,
  });
  await keys.probe();
  const cache = createCountingCache(clock);
  const health = createHealth({ needs: { 'signing keys': () => keys.probe() }, log, clock });
  health.start();
  const claims = { issuer: tokens.issuer, audience: tokens.audience };
  const app = createUsersApp({
    users,
    sessions: new InMemorySessionStore(users),
    keys,
    accessTokens: createAccessTokens({ keys, claims, clock }),
    passwords,
    limits: createLimits({ cache, clock }),
    health,
    tokens: createTokenVerifier({ keys: [], ...claims }, { keys, clock }),
    log,
    clock,
  });
  const { url, port, close } = await startApp(app);
  return {
    ...{ url, port, users, keyStore, keys, seal, cache, clock, tokens, lines },
    ask: createUsersClient(url),
    async close() {
      await close();
      await keys.close();
      health.stop();
    },
  };
}
