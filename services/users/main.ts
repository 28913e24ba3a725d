import { createTokenVerifier } from '../kit/auth/token-verifier.ts';
import { verificationKeys } from '../kit/auth/verification-keys.ts';
import { createCache } from '../kit/cache/cache.ts';
import { readCacheConfiguration } from '../kit/configuration/cache-configuration.ts';
import { readDatabaseConfiguration } from '../kit/configuration/database-configuration.ts';
import { readEnvironment } from '../kit/configuration/environment.ts';
import { readServiceConfiguration } from '../kit/configuration/service-configuration.ts';
import { readTokenConfiguration } from '../kit/configuration/token-configuration.ts';
import { createDatabase, type Database } from '../kit/database/database.ts';
import { runMigrations } from '../kit/database/migrate.ts';
import { readTopicArn } from '../kit/events/events-configuration.ts';
import { createOutbox } from '../kit/events/outbox.ts';
import { startRelay } from '../kit/events/relay.ts';
import { createTopic } from '../kit/events/topic.ts';
import { createHealth } from '../kit/health/health.ts';
import { runCommands } from '../kit/process/run-commands.ts';
import { serve } from '../kit/shutdown/serve.ts';
import { createLog } from '../kit/telemetry/log.ts';
import { systemClock as clock } from '../kit/time/clock.ts';
import { createUsersApp } from './app.ts';
import { readDemoUsers, readKeyEncryptionKey } from './configuration.ts';
import { createAccessTokens } from './keys/access-token.ts';
import { createKeyRing } from './keys/key-ring.ts';
import { createKeySeal } from './keys/key-seal.ts';
import { MysqlSigningKeyStore } from './keys/mysql-signing-key-store.ts';
import { rotateKeys } from './keys/rotate-keys.ts';
import { createLimits } from './limits/limits.ts';
import { MysqlUserStore } from './mysql-user-store.ts';
import { createPasswords } from './passwords/passwords.ts';
import { seed } from './seed.ts';
import { users } from './service.ts';
import { startForgetting } from './sessions/forget-sessions.ts';
import { MysqlSessionStore } from './sessions/mysql-session-store.ts';
import { userEventsThrough } from './user-events.ts';

const environment = readEnvironment(process.env);
const service = readServiceConfiguration(environment);
const databaseConfiguration = readDatabaseConfiguration(environment);
const log = createLog(service);
const outbox = createOutbox({ source: users.name });

await runCommands(users.name, { serve: serveRequests, migrate, seed: seedOnce, 'rotate-keys': rotateOnce });

async function migrate(): Promise<number> {
  environment.complete();
  const database = createDatabase(databaseConfiguration, { log });
  return await runMigrations({ database, directory: new URL('./migrations/', import.meta.url), log });
}

async function seedOnce(): Promise<number> {
  const allowed = readDemoUsers(environment);
  environment.complete();
  if (!allowed) {
    log.error(
      "everybody knows how demonstration users sign in; they are made only where DEMO_USERS is 'true'",
    );
    return 1;
  }
  return await once('the demonstration users could not be written', async (database) => {
    // The tasks that serve look into the outbox every second; this one need not publish.
    const events = userEventsThrough({ outbox, relay: { wake() {} } });
    const parts = { users: new MysqlUserStore(database, events), passwords: createPasswords(), clock };
    log.info('the demonstration users are there', await seed(parts));
  });
}

async function rotateOnce(): Promise<number> {
  const seal = createKeySeal(readKeyEncryptionKey(environment));
  environment.complete();
  return await once('the signing keys could not be rotated', async (database) => {
    const { outcome, ...newest } = await rotateKeys({
      store: new MysqlSigningKeyStore(database),
      seal,
      clock,
    });
    if (outcome === 'begun') log.info('a new signing key is published', { ...newest });
    else log.info('a rotation of the signing keys is under way, so none was begun', { ...newest });
  });
}

async function once(failed: string, work: (database: Database) => Promise<void>): Promise<number> {
  const database = createDatabase(databaseConfiguration, { log });
  try {
    await work(database);
    return 0;
  } catch (error) {
    log.error(failed, { error });
    return 1;
  } finally {
    await database.close();
  }
}

async function serveRequests(): Promise<void> {
  const cacheConfiguration = readCacheConfiguration(environment);
  const tokens = readTokenConfiguration(environment, { ownKeys: true });
  const secret = readKeyEncryptionKey(environment);
  const topicArn = readTopicArn(environment);
  environment.complete();
  const database = createDatabase(databaseConfiguration, { log });
  const cache = createCache(cacheConfiguration, { log });
  const relay = startRelay({ database, topic: createTopic(topicArn), log });
  const sessions = new MysqlSessionStore(database);
  const keys = createKeyRing({
    store: new MysqlSigningKeyStore(database),
    seal: createKeySeal(secret),
    given: verificationKeys(tokens.keys),
    clock,
    log,
  });
  // Without the cache each task counts guesses for itself, so readiness does not wait for it.
  const health = createHealth({
    needs: { database: () => database.ping(), 'signing keys': () => keys.probe() },
    wants: { cache: () => cache.ping() },
    log,
  });
  const app = createUsersApp({
    users: new MysqlUserStore(database, userEventsThrough({ outbox, relay })),
    sessions,
    keys,
    accessTokens: createAccessTokens({ keys, claims: tokens, clock }),
    passwords: createPasswords(),
    limits: createLimits({ cache, clock }),
    health,
    tokens: createTokenVerifier(tokens, { keys }),
    log,
  });
  const forgetting = startForgetting({ sessions, clock, log });
  await serve({
    app,
    configuration: service,
    health,
    log,
    close: [
      async () => forgetting.stop(),
      () => keys.close(),
      () => relay.stop(),
      () => database.close(),
      () => cache.close(),
    ],
  });
}
