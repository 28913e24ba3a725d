import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createTokenVerifier } from '../../../services/kit/auth/token-verifier.ts';
import { createCache } from '../../../services/kit/cache/cache.ts';
import { createHealth } from '../../../services/kit/health/health.ts';
import { systemClock as clock } from '../../../services/kit/time/clock.ts';
import { createUsersApp } from '../../../services/users/app.ts';
import { createAccessTokens } from '../../../services/users/keys/access-token.ts';
import { createKeyRing } from '../../../services/users/keys/key-ring.ts';
import { createKeySeal } from '../../../services/users/keys/key-seal.ts';
import { MysqlSigningKeyStore } from '../../../services/users/keys/mysql-signing-key-store.ts';
import { createLimits } from '../../../services/users/limits/limits.ts';
import { MysqlUserStore } from '../../../services/users/mysql-user-store.ts';
import { MysqlSessionStore } from '../../../services/users/sessions/mysql-session-store.ts';
import { recordedLog } from '../kit/support/recorded-log.ts';
import { type StartedApp, startApp } from '../kit/support/start-app.ts';
import { testCacheConfiguration } from '../kit/support/test-cache.ts';
import { createCheapPasswords } from './support/cheap-passwords.ts';
import { newcomer, signIn } from './support/people.ts';
import { secretOfKeys } from './support/started-users.ts';
import { createUsersClient, type UsersClient } from './support/users-client.ts';
import { createUsersDatabase, type UsersDatabase } from './support/users-database.ts';

const { log, lines } = recordedLog();
const claims = { issuer: 'shoal', audience: 'shoal' };
let schema: UsersDatabase;
let started: StartedApp;
let ask: UsersClient;
let stop: () => Promise<unknown>;

beforeAll(async () => {
  schema = await createUsersDatabase();
  const { database } = schema;
  const cache = createCache(testCacheConfiguration(`users-${randomBytes(4).toString('hex')}:`), { log });
  const store = new MysqlSigningKeyStore(database);
  const keys = createKeyRing({ store, seal: createKeySeal(secretOfKeys), given: [], clock, log });
  await keys.probe();
  started = await startApp(
    createUsersApp({
      users: new MysqlUserStore(database),
      sessions: new MysqlSessionStore(database),
      keys,
      accessTokens: createAccessTokens({ keys, claims, clock }),
      passwords: createCheapPasswords(),
      limits: createLimits({ cache, clock }),
      health: createHealth({ needs: {}, log }),
      tokens: createTokenVerifier({ keys: [], ...claims }, { keys }),
      log,
    }),
  );
  ask = createUsersClient(started.url);
  stop = () => Promise.all([keys.close(), cache.close()]);
});
afterAll(async () => {
  await started.close();
  await stop();
  await schema.drop();
});

const anyText = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme', maxLength: 90 }));
const holds = (property: fc.IAsyncProperty<unknown>) =>
  fc.assert(property as fc.IAsyncProperty<[]>, { numRuns: 80 });

describe('what the database and the cache are given', () => {
  it('fits whatever was taken, and comes back as it was taken', () =>
    holds(
      fc.asyncProperty(
        fc.oneof(fc.emailAddress(), anyText),
        anyText,
        anyText,
        fc.ipV4(),
        async (email, name, password, address) => {
          const headers = { 'x-forwarded-for': address };
          const made = await ask('POST', '/v1/users', { body: { email, name, password }, headers });
          expect([201, 409, 422]).toContain(made.status);
          const session = await ask('POST', '/v1/sessions', { body: { email, password }, headers });
          expect(made.status === 201 ? [201] : [201, 401, 422, 429]).toContain(session.status);
          if (made.status !== 201) return;
          const token = String(session.body.accessToken);
          const { body } = await ask('GET', '/v1/users/me', { token });
          expect(body).toMatchObject({ name: name.toWellFormed().trim(), email: made.body.email });
        },
      ),
    ));

  it('fits to the last character', async () => {
    const email = `${'m'.repeat(64)}@${'a'.repeat(63)}.${'b'.repeat(63)}.${'c'.repeat(58)}.fi`;
    const password = '🐟🐠🐡🦈'.repeat(16) + 'z9'.repeat(32);
    const longest = { email, name: '😀'.repeat(80), password };
    expect(email).toHaveLength(254);
    const { accessToken: token } = await newcomer(ask, longest);
    expect((await ask('GET', '/v1/users/me', { token })).body).toMatchObject({ email, name: longest.name });
    expect((await signIn(ask, { email: email.toUpperCase(), password })).status).toBe(201);
  });

  it('breaks nothing', () => {
    expect(lines.filter(({ level }) => level === 'error')).toEqual([]);
  });
});
