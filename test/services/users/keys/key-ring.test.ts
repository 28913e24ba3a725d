import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createTokenVerifier } from '../../../../services/kit/auth/token-verifier.ts';
import { createAccessTokens } from '../../../../services/users/keys/access-token.ts';
import { createKeyRing, type KeyRing } from '../../../../services/users/keys/key-ring.ts';
import { createKeySeal } from '../../../../services/users/keys/key-seal.ts';
import { rotateKeys } from '../../../../services/users/keys/rotate-keys.ts';
import { createFakeClock, type FakeClock } from '../../kit/support/fake-clock.ts';
import { recordedLog } from '../../kit/support/recorded-log.ts';
import { InMemorySigningKeyStore } from '../support/in-memory-signing-key-store.ts';
import { headerIn } from '../support/people.ts';
import { secretOfKeys } from '../support/started-users.ts';

const minutes = 60_000;
const claims = { issuer: 'shoal', audience: 'shoal' };
const bearer = { userId: 'kim', roles: ['customer'], session: 'session-1' } as const;

let clock: FakeClock;
let store: InMemorySigningKeyStore;
let rings: KeyRing[];
beforeEach(() => {
  clock = createFakeClock();
  store = new InMemorySigningKeyStore();
  rings = [];
});
afterEach(async () => {
  await Promise.all(rings.map((ring) => ring.close()));
  expect(clock.pending).toBe(0);
});

function start(secret = secretOfKeys) {
  const { log, lines } = recordedLog();
  const keys = createKeyRing({ store, seal: createKeySeal(secret), given: [], clock, log });
  rings.push(keys);
  const tokens = createTokenVerifier({ keys: [], ...claims }, { keys, clock });
  return { keys, lines, tokens, sign: createAccessTokens({ keys, claims, clock }) };
}

const generations = async () =>
  (await store.published(new Date(clock.now()))).map(({ generation }) => generation);
const rotate = (secret = secretOfKeys) => rotateKeys({ store, seal: createKeySeal(secret), clock });

describe('the first key', () => {
  it('is made by itself and signs at once', async () => {
    const { keys, sign, tokens } = start();
    await keys.probe();
    const token = sign(bearer);
    expect(headerIn(token)).toEqual({ alg: 'ES256', typ: 'JWT', kid: keys.published()[0]?.kid });
    expect(tokens.verify(token)).toEqual({
      subject: 'kim',
      roles: ['customer'],
      session: 'session-1',
      expiresAt: Math.floor(clock.now() / 1000) * 1000 + 10 * minutes,
    });
  });

  it('is one, though several tasks start at the same moment', async () => {
    const tasks = [start(), start(), start()];
    await Promise.all(tasks.map(({ keys }) => keys.probe()));
    expect(new Set(tasks.map(({ keys }) => keys.signer().keyId)).size).toBe(1);
    expect(await generations()).toEqual([1]);
  });

  it('is waited for: until then nothing is signed and the task is not ready', async () => {
    store.away = true;
    const { keys, sign } = start();
    await expect(keys.probe()).rejects.toThrow('the signing keys cannot be read');
    expect(() => sign(bearer)).toThrow(expect.objectContaining({ status: 503 }));
    store.away = false;
    await keys.probe();
    expect(keys.published()).toHaveLength(1);
  });

  it('shows its public half alone', async () => {
    const { keys } = start();
    await keys.probe();
    expect(Object.keys(keys.published()[0] ?? {}).sort()).toEqual([
      'alg',
      'crv',
      'kid',
      'kty',
      'use',
      'x',
      'y',
    ]);
  });
});

describe('a change of keys', () => {
  it('publishes the new one, then signs with it, then lets the old one go', async () => {
    const { keys, sign, tokens } = start();
    await keys.probe();
    const old = keys.signer().keyId;
    const { outcome, keyId } = await rotate();
    expect(outcome).toBe('begun');
    await clock.advance(1 * minutes);
    expect(keys.published().map(({ kid }) => kid)).toEqual([old, keyId]);
    expect(keys.signer().keyId).toBe(old);

    await clock.advance(8.9 * minutes);
    const last = sign(bearer);
    expect(headerIn(last).kid).toBe(old);
    await clock.advance(0.2 * minutes);
    expect(headerIn(sign(bearer)).kid).toBe(keyId);

    await clock.advance(9 * minutes);
    expect(tokens.verify(last).subject).toBe('kim');
    await clock.advance(3 * minutes);
    expect(keys.published().map(({ kid }) => kid)).toEqual([keyId]);
    expect(() => tokens.verify(last)).toThrow(expect.objectContaining({ status: 401 }));
    expect((await rotate()).outcome).toBe('begun');
  });

  it('is one at a time', async () => {
    const { keys } = start();
    await keys.probe();
    const outcomes = await Promise.all([rotate(), rotate(), rotate()]);
    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(['begun', 'under-way', 'under-way']);
    expect(new Set(outcomes.map(({ keyId }) => keyId)).size).toBe(1);
    expect((await rotate()).outcome).toBe('under-way');
    expect(await generations()).toEqual([1, 2]);
  });

  it('makes the first key where there is none', async () => {
    expect(await rotate()).toMatchObject({ outcome: 'begun', signsFrom: new Date(clock.now()) });
    const { keys } = start();
    await keys.probe();
    expect(keys.published()).toHaveLength(1);
  });

  it('goes on from memory while the store is away', async () => {
    const { keys, sign, tokens, lines } = start();
    await keys.probe();
    const { keyId } = await rotate();
    await clock.advance(1 * minutes);
    store.away = true;
    await clock.advance(10 * minutes);
    const token = sign(bearer);
    expect(headerIn(token).kid).toBe(keyId);
    expect(tokens.verify(token).subject).toBe('kim');
    const warnings = lines.filter(({ message }) => message === 'the known signing keys must do');
    expect(warnings).toHaveLength(1);
    await expect(keys.probe()).rejects.toThrow('cannot be read');
  });

  it('is read at once where a token names the key of a task that was faster', async () => {
    const one = start();
    await one.keys.probe();
    const two = start('another-secret-than-the-first-one-0123456789');
    await two.keys.probe();
    await clock.advance(2_000);
    const token = two.sign(bearer);
    expect(() => one.tokens.verify(token)).toThrow(expect.objectContaining({ status: 401 }));
    await clock.advance(10);
    expect(one.tokens.verify(token).subject).toBe('kim');
  });
});

describe('another secret', () => {
  it('gets a key of its own, and what the old one signed is still believed', async () => {
    const before = start();
    await before.keys.probe();
    const token = before.sign(bearer);
    const after = start('another-secret-than-the-first-one-0123456789');
    await after.keys.probe();
    expect(after.keys.signer().keyId).not.toBe(before.keys.signer().keyId);
    expect(after.tokens.verify(token).subject).toBe('kim');
    expect(after.lines.map(({ message }) => message)).toContain(
      'no signing key can be opened with this secret; another is made',
    );
  });
});

describe('a sealed key', () => {
  const bytes = Buffer.from('a private key');

  it('opens under its secret and its name, and under no other', () => {
    const seal = createKeySeal(secretOfKeys);
    const sealed = seal.close(bytes, 'one');
    expect(seal.open(sealed, 'one')).toEqual(bytes);
    expect(seal.open(sealed, 'two')).toBeUndefined();
    expect(createKeySeal(`${secretOfKeys}!`).open(sealed, 'one')).toBeUndefined();
    expect(sealed.includes(bytes)).toBe(false);
  });

  it('does not open where one bit of it was changed', () => {
    const seal = createKeySeal(secretOfKeys);
    const sealed = seal.close(bytes, 'one');
    for (let at = 0; at < sealed.length; at++) {
      const changed = Buffer.from(sealed);
      changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
      expect(seal.open(changed, 'one')).toBeUndefined();
    }
    for (const short of [Buffer.alloc(0), sealed.subarray(0, 20)]) {
      expect(seal.open(short, 'one')).toBeUndefined();
    }
  });
});
