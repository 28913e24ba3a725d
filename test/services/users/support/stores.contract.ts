import { beforeEach, describe, expect, it } from '@jest/globals';
import { createKeySeal } from '../../../../services/users/keys/key-seal.ts';
import { newSigningKey } from '../../../../services/users/keys/signing-key.ts';
import type { SigningKeyStore } from '../../../../services/users/keys/signing-key-store.ts';
import type { SessionStore } from '../../../../services/users/sessions/session-store.ts';
import type { User } from '../../../../services/users/user.ts';
import type { UserStore } from '../../../../services/users/user-store.ts';

export interface Stores {
  readonly users: UserStore;
  readonly sessions: SessionStore;
  readonly keys: SigningKeyStore;
}

const at = new Date('2026-01-01T12:00:00.123Z');
const later = new Date(at.getTime() + 60_000);
const idOf = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
const hashOf = (letter: string) => letter.repeat(64);

export function userOf(number: number, more: Partial<User> = {}): User {
  return {
    id: idOf(number),
    email: `user${number}@shop.example`,
    name: `User ${number}`,
    passwordHash: '$argon2id$v=19$m=8,t=1,p=1$c29tZXNhbHQ$AAAA',
    roles: ['customer'],
    revision: 1,
    createdAt: at,
    updatedAt: at,
    ...more,
  };
}

/** What every user store promises, the one of the tests as well as the real one. */
export function describeUserStore(name: string, empty: () => Promise<Stores>): void {
  describe(name, () => {
    let store: UserStore;
    beforeEach(async () => {
      store = (await empty()).users;
    });

    it('finds a user exactly as it was added, by id and by address', async () => {
      const user = userOf(1, {
        name: 'Zoë 😀 "\\" \u0000',
        email: `${'ü'.repeat(60)}@shop.example`,
        roles: ['customer', 'staff', 'operator'],
      });
      expect(await store.add(user)).toBe('added');
      expect(await store.byId(user.id)).toEqual(user);
      expect(await store.byEmail(user.email)).toEqual(user);
      expect(await store.byId(idOf(2))).toBeUndefined();
      expect(await store.byEmail('nobody@shop.example')).toBeUndefined();
    });

    it('takes an address once, and knows addresses that differ by an accent apart', async () => {
      await store.add(userOf(1, { email: 'jose@shop.example' }));
      expect(await store.add(userOf(2, { email: 'jose@shop.example' }))).toBe('email-taken');
      expect(await store.add(userOf(3, { email: 'josé@shop.example' }))).toBe('added');
      expect((await store.byEmail('jose@shop.example'))?.id).toBe(idOf(1));
    });

    it('changes a user that is at the revision that was read', async () => {
      await store.add(userOf(1));
      const change = { id: idOf(1), revision: 1, name: 'Kim', passwordHash: '$argon2id$new', at: later };
      expect(await store.change(change)).toEqual(
        userOf(1, { name: 'Kim', passwordHash: '$argon2id$new', revision: 2, updatedAt: later }),
      );
      expect(await store.change({ ...change, name: 'Lee' })).toBeUndefined();
      expect(await store.change({ ...change, id: idOf(2) })).toBeUndefined();
      expect((await store.byId(idOf(1)))?.name).toBe('Kim');
    });

    it('sets roles, and none of nobody', async () => {
      await store.add(userOf(1));
      const changed = await store.setRoles(idOf(1), ['staff', 'operator'], later);
      expect(changed).toMatchObject({ roles: ['staff', 'operator'], revision: 2 });
      expect(await store.setRoles(idOf(2), ['staff'], later)).toBeUndefined();
    });

    it('writes a password anew only where it is the one that was read', async () => {
      const user = userOf(1);
      await store.add(user);
      await store.rewritePassword(user.id, '$argon2id$other', '$argon2id$new');
      expect(await store.byId(user.id)).toEqual(user);
      await store.rewritePassword(user.id, user.passwordHash, '$argon2id$new');
      expect(await store.byId(user.id)).toEqual({ ...user, passwordHash: '$argon2id$new' });
    });
  });
}

/** What every session store promises. */
export function describeSessionStore(name: string, empty: () => Promise<Stores>): void {
  describe(name, () => {
    let store: SessionStore;
    let users: UserStore;
    const expiresAt = new Date(at.getTime() + 3600_000);
    const open = (number: number, letter: string, user = 1) =>
      store.open({ id: idOf(number), userId: idOf(user), tokenHash: hashOf(letter), at, expiresAt });
    const rotate = (from: string, to: string, when = later) =>
      store.rotate({ tokenHash: hashOf(from), nextHash: hashOf(to), at: when });
    beforeEach(async () => {
      ({ sessions: store, users } = await empty());
      await users.add(userOf(1));
      await users.add(userOf(2));
    });

    it('rotates a token once, and then the one in its place', async () => {
      await open(11, 'a');
      const session = { id: idOf(11), userId: idOf(1), roles: ['customer'], expiresAt };
      expect(await rotate('a', 'b')).toEqual({ outcome: 'rotated', session });
      await users.setRoles(idOf(1), ['staff'], later);
      expect(await rotate('b', 'c')).toEqual({
        outcome: 'rotated',
        session: { ...session, roles: ['staff'] },
      });
    });

    it('ends the session of a token that is used again, and no other', async () => {
      await open(11, 'a');
      await open(12, 'x');
      await rotate('a', 'b');
      expect(await rotate('a', 'c')).toMatchObject({ outcome: 'replayed', session: { id: idOf(11) } });
      expect(await rotate('b', 'd')).toEqual({ outcome: 'over' });
      expect(await rotate('a', 'e')).toEqual({ outcome: 'over' });
      expect(await rotate('c', 'e')).toEqual({ outcome: 'unknown' });
      expect(await rotate('x', 'y')).toMatchObject({ outcome: 'rotated' });
    });

    it('lets one of many requests with the same token through', async () => {
      await open(11, 'a');
      const outcomes = await Promise.all(
        ['b', 'c', 'd', 'e', 'f', '0'].map(async (next) => (await rotate('a', next)).outcome),
      );
      expect(outcomes.filter((outcome) => outcome === 'rotated')).toHaveLength(1);
      expect(outcomes.filter((outcome) => outcome === 'replayed')).toHaveLength(1);
      expect(outcomes.filter((outcome) => outcome === 'over')).toHaveLength(4);
    });

    it('rotates nothing of a session that has expired or ended', async () => {
      await open(11, 'a');
      expect(await rotate('a', 'b', expiresAt)).toEqual({ outcome: 'over' });
      expect(await store.end(idOf(11), idOf(2), later)).toBe(false);
      expect(await store.end(idOf(11), idOf(1), later)).toBe(true);
      expect(await store.end(idOf(11), idOf(1), later)).toBe(false);
      expect(await rotate('a', 'b')).toEqual({ outcome: 'over' });
    });

    it('ends all sessions of one user but one', async () => {
      await open(11, 'a');
      await open(12, 'b');
      await open(13, 'c', 2);
      await store.endOthers(idOf(1), idOf(12), later);
      expect((await rotate('a', 'd')).outcome).toBe('over');
      expect((await rotate('b', 'e')).outcome).toBe('rotated');
      expect((await rotate('c', 'f')).outcome).toBe('rotated');
      await store.endOthers(idOf(1), undefined, later);
      expect((await rotate('e', '0')).outcome).toBe('over');
    });

    it('forgets what expired, and as many as asked', async () => {
      await open(11, 'a');
      await open(12, 'b');
      expect(await store.forget(expiresAt, 10)).toBe(0);
      const after = new Date(expiresAt.getTime() + 1);
      expect(await store.forget(after, 1)).toBe(1);
      expect(await store.forget(after, 10)).toBe(1);
      expect(await store.forget(after, 10)).toBe(0);
      expect((await rotate('a', 'c')).outcome).toBe('unknown');
    });
  });
}

/** What every store of signing keys promises. */
export function describeSigningKeyStore(name: string, empty: () => Promise<Stores>): void {
  describe(name, () => {
    let store: SigningKeyStore;
    const seal = createKeySeal('a-secret-of-the-signing-keys-0123456789');
    const keyOf = (generation: number) => newSigningKey({ generation, signsFrom: at }, seal);
    beforeEach(async () => {
      store = (await empty()).keys;
    });

    it('has none at first', async () => {
      expect(await store.published(at)).toEqual([]);
    });

    it('publishes a key exactly as it was added, and the one before until its end', async () => {
      const [first, second] = [keyOf(1), keyOf(2)];
      expect(await store.succeed(first, later)).toBe(true);
      expect(await store.published(at)).toEqual([first]);
      expect(await store.succeed(second, later)).toBe(true);
      expect(await store.published(at)).toEqual([{ ...first, publishedUntil: later }, second]);
      expect(await store.published(later)).toEqual([second]);
    });

    it('takes one key of a generation, and changes nothing for another', async () => {
      const [first, second] = [keyOf(1), keyOf(2)];
      await store.succeed(first, later);
      const outcomes = await Promise.all([
        store.succeed(keyOf(1), later),
        store.succeed(second, later),
        store.succeed(keyOf(1), at),
      ]);
      expect(outcomes).toEqual([false, true, false]);
      expect(await store.published(at)).toEqual([{ ...first, publishedUntil: later }, second]);
    });
  });
}
