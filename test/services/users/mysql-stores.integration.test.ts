import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createOutbox } from '../../../services/kit/events/outbox.ts';
import { createKeyRing } from '../../../services/users/keys/key-ring.ts';
import { createKeySeal } from '../../../services/users/keys/key-seal.ts';
import { MysqlSigningKeyStore } from '../../../services/users/keys/mysql-signing-key-store.ts';
import { rotateKeys } from '../../../services/users/keys/rotate-keys.ts';
import { MysqlUserStore } from '../../../services/users/mysql-user-store.ts';
import { MysqlSessionStore } from '../../../services/users/sessions/mysql-session-store.ts';
import { nobodyListens, userEventsThrough } from '../../../services/users/user-events.ts';
import { createFakeClock } from '../kit/support/fake-clock.ts';
import { recordedLog } from '../kit/support/recorded-log.ts';
import {
  describeSessionStore,
  describeSigningKeyStore,
  describeUserStore,
  userOf,
} from './support/stores.contract.ts';
import { createUsersDatabase, type UsersDatabase } from './support/users-database.ts';

let users: UsersDatabase;
beforeAll(async () => {
  users = await createUsersDatabase();
});
afterAll(async () => {
  await users.drop();
});

const emptied = async () => {
  await users.empty();
  const { database } = users;
  return {
    users: new MysqlUserStore(database),
    sessions: new MysqlSessionStore(database),
    keys: new MysqlSigningKeyStore(database),
  };
};

describeUserStore('the user store on MariaDB', emptied);
describeSessionStore('the session store on MariaDB', emptied);
describeSigningKeyStore('the store of signing keys on MariaDB', emptied);

describe('on MariaDB', () => {
  beforeEach(async () => {
    await users.empty();
  });

  it('a user is told to be registered in the transaction that adds it, or not at all', async () => {
    const told: string[] = [];
    const store = new MysqlUserStore(users.database, {
      ...nobodyListens,
      async registered(transaction, { id }) {
        const [row] = await transaction.rows<{ id: string }>('SELECT id FROM users WHERE id = ?', [id]);
        told.push(String(row?.id));
      },
    });
    await store.add(userOf(1));
    expect(await store.add(userOf(2, { email: userOf(1).email }))).toBe('email-taken');
    expect(told).toEqual([userOf(1).id]);

    const failing = new MysqlUserStore(users.database, {
      ...nobodyListens,
      registered: () => Promise.reject(new Error('the outbox is broken')),
    });
    await expect(failing.add(userOf(3))).rejects.toThrow('the outbox is broken');
    expect(await store.byId(userOf(3).id)).toBeUndefined();
  });

  it('a new user waits in the outbox with its id, in the trace of its request, and the relay is woken', async () => {
    let woken = 0;
    const events = userEventsThrough({
      outbox: createOutbox({ source: 'users' }),
      relay: {
        wake: () => {
          woken += 1;
        },
      },
    });
    const store = new MysqlUserStore(users.database, events);
    const traceparent = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
    await store.add(userOf(1), { traceparent, correlationId: 'one' });
    expect(await store.add(userOf(2, { email: userOf(1).email }))).toBe('email-taken');
    const rows = await users.database.rows<{ type: string; event: string }>('SELECT type, event FROM outbox');
    expect(rows.map(({ event }) => JSON.parse(event))).toEqual([
      {
        id: expect.any(String),
        type: 'user-registered',
        source: 'users',
        occurredAt: expect.any(String),
        traceparent,
        correlationId: 'one',
        subject: userOf(1).id,
        data: { userId: userOf(1).id },
      },
    ]);
    expect(woken).toBe(1);
  });

  it('many tasks that start at once make one first key, and many rotations one second', async () => {
    const store = new MysqlSigningKeyStore(users.database);
    const seal = createKeySeal('a-secret-of-the-signing-keys-0123456789');
    const clock = createFakeClock(Date.now());
    const { log } = recordedLog();
    const rings = Array.from({ length: 8 }, () => createKeyRing({ store, seal, given: [], clock, log }));
    await Promise.all(rings.map((ring) => ring.probe()));
    expect(new Set(rings.map((ring) => ring.signer().keyId)).size).toBe(1);
    const rotations = await Promise.all(Array.from({ length: 8 }, () => rotateKeys({ store, seal, clock })));
    expect(rotations.filter(({ outcome }) => outcome === 'begun')).toHaveLength(1);
    const published = await store.published(new Date(clock.now()));
    expect(published.map(({ generation }) => generation)).toEqual([1, 2]);
    await Promise.all(rings.map((ring) => ring.close()));
  });

  it('no private key lies readable', async () => {
    const store = new MysqlSigningKeyStore(users.database);
    const seal = createKeySeal('a-secret-of-the-signing-keys-0123456789');
    await rotateKeys({ store, seal, clock: createFakeClock(Date.now()) });
    const [row] = await users.database.rows<{ sealed: Buffer }>(
      'SELECT sealed_private_key AS sealed FROM signing_keys',
    );
    // The bytes with which an unsealed key of this kind begins (PKCS #8).
    expect(row?.sealed.length).toBeGreaterThan(100);
    expect(row?.sealed.includes(Buffer.from('3081870201003013', 'hex'))).toBe(false);
  });
});
