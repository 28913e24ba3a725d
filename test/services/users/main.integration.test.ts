import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { environmentNames as names } from '../../../platform/environment-names.ts';
import { demoUsers } from '../../../services/users/demo-users.ts';
import { usersEnvironmentNames as ownNames } from '../../../services/users/environment-names.ts';
import { serviceEnvironment } from '../kit/support/service-environment.ts';
import { serviceProcesses } from '../kit/support/service-process.ts';
import { testCacheConfiguration } from '../kit/support/test-cache.ts';
import { signIn, tokensIn } from './support/people.ts';
import { createUsersClient } from './support/users-client.ts';
import { createUsersDatabase, type UsersDatabase } from './support/users-database.ts';

const processes = serviceProcesses('users');
let users: UsersDatabase;
let environment: Readonly<Record<string, string>>;

beforeAll(async () => {
  users = await createUsersDatabase();
  const { configuration: database } = users;
  environment = {
    ...serviceEnvironment('users', { database, cache: testCacheConfiguration(`${database.name}:`) }),
    [ownNames.keyEncryptionKey]: 'a-secret-of-the-signing-keys-0123456789',
    [ownNames.demoUsers]: 'true',
    [names.eventsTopicArn]: 'arn:aws:sns:eu-central-1:000000000000:test-users-events',
    // Nothing listens there: events wait in the outbox and nobody waits for them.
    AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
    AWS_ACCESS_KEY_ID: 'none',
    AWS_SECRET_ACCESS_KEY: 'none',
  };
});
afterAll(async () => {
  await users.drop();
});
afterEach(() => processes.killAll());

const start = (command: readonly string[], env = environment) => processes.start(command, env);

/** Each start of a process takes a second or two on a machine that is busy with other tests. */
const patienceMs = 30_000;

describe('the process of users', () => {
  it(
    'seeds, lets the seeded sign in, changes keys while it serves, and stops when it is told to',
    async () => {
      const seeding = start(['seed']);
      expect(await seeding.ended).toMatchObject({ code: 0 });
      expect(seeding.lines).toMatchObject([{ added: 2 }]);
      for (const { email, password } of demoUsers) {
        expect(JSON.stringify(seeding.lines)).not.toContain(email);
        expect(JSON.stringify(seeding.lines)).not.toContain(password);
      }

      const serving = start([]);
      const { port } = await serving.line('listening');
      await serving.line('signing keys is reached');
      const ask = createUsersClient(`http://127.0.0.1:${port}`);
      const [kim] = demoUsers;
      if (kim === undefined) throw new Error('there are no demonstration users');
      const session = await signIn(ask, kim);
      expect(session.status).toBe(201);
      const { accessToken: token, refreshToken } = tokensIn(session.body);
      expect(await ask('GET', '/v1/users/me', { token })).toMatchObject({
        status: 200,
        body: { name: 'Kim' },
      });
      const refreshed = await ask('POST', '/v1/sessions/refresh', { body: { refreshToken } });
      expect(refreshed.status).toBe(200);
      const replayed = await ask('POST', '/v1/sessions/refresh', { body: { refreshToken } });
      expect(replayed.status).toBe(401);

      const rotating = start(['rotate-keys']);
      expect(await rotating.ended).toMatchObject({ code: 0 });
      expect(rotating.lines).toMatchObject([{ message: 'a new signing key is published' }]);
      const again = start(['rotate-keys']);
      expect(await again.ended).toMatchObject({ code: 0 });
      expect(again.lines[0]?.message).toContain('is under way, so none was begun');

      serving.child.kill('SIGTERM');
      expect(await serving.ended).toMatchObject({ code: 0, stderr: '' });
      const written = JSON.stringify(serving.lines);
      for (const secret of [kim.email, kim.password, token, refreshToken]) {
        expect(written).not.toContain(secret);
      }
    },
    patienceMs,
  );

  it(
    'makes no users with published passwords unless it is told that it may',
    async () => {
      const { [ownNames.demoUsers]: _, ...deployed } = environment;
      const seeding = start(['seed'], deployed);
      expect(await seeding.ended).toMatchObject({ code: 1 });
      expect(seeding.lines[0]?.message).toContain("they are made only where DEMO_USERS is 'true'");
    },
    patienceMs,
  );

  it(
    'migrates what is migrated already',
    async () => {
      const migrating = start(['migrate']);
      expect(await migrating.ended).toMatchObject({ code: 0 });
      expect(migrating.lines.at(-1)).toMatchObject({ migrations: 4, applied: 0 });
    },
    patienceMs,
  );

  it(
    'says everything that is missing from its environment, and needs no keys of others',
    async () => {
      const { code, stderr } = await start([], {}).ended;
      expect(code).toBe(1);
      for (const name of [
        names.databaseHost,
        names.cacheHost,
        names.eventsTopicArn,
        ownNames.keyEncryptionKey,
      ]) {
        expect(stderr).toContain(`${name} is not set`);
      }
      expect(stderr).not.toContain(names.tokenKeys);
    },
    patienceMs,
  );

  it(
    'knows no other command',
    async () => {
      const stderr = "'rotate' is no command of users, known: serve, migrate, seed, rotate-keys\n";
      expect(await start(['rotate']).ended).toEqual({ code: 1, stderr });
    },
    patienceMs,
  );
});
