import { createPrivateKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { keepFresh } from '../../kit/auth/keep-fresh.ts';
import type { TokenKeys } from '../../kit/auth/token-keys.ts';
import { type VerificationKey, verificationKeys } from '../../kit/auth/verification-keys.ts';
import { unavailable } from '../../kit/problems/problem.ts';
import type { Log } from '../../kit/telemetry/log.ts';
import type { Clock } from '../../kit/time/clock.ts';
import { addKeyForNow, type RotationParts } from './rotate-keys.ts';
import type { SigningKey } from './signing-key.ts';

/** The keys of this moment, kept in memory: neither signing nor verifying asks the database. */
export interface KeyRing extends TokenKeys {
  /** The key that signs now. */
  signer(): Signer;
  published(): readonly JsonWebKey[];
}

export interface Signer {
  readonly keyId: string;
  readonly privateKey: KeyObject;
}

export interface KeyRingParts extends RotationParts {
  /** Believed beside our own. */
  readonly given: readonly VerificationKey[];
  readonly log: Log;
  readonly clock: Clock;
}

interface HeldKey extends SigningKey {
  readonly privateKey: KeyObject | undefined;
}

export function createKeyRing(parts: KeyRingParts): KeyRing {
  const { store, seal, given, log, clock } = parts;
  let held: readonly HeldKey[] = [];
  let trusted = given;

  const opened = (key: SigningKey): HeldKey => {
    const known = held.find(({ keyId }) => keyId === key.keyId)?.privateKey;
    const bytes = known === undefined ? seal.open(key.sealedPrivateKey, key.keyId) : undefined;
    const made = bytes && createPrivateKey({ key: bytes, format: 'der', type: 'pkcs8' });
    return { ...key, privateKey: known ?? made };
  };
  const signing = (keys: readonly HeldKey[]): HeldKey | undefined =>
    keys.findLast(
      ({ privateKey, signsFrom }) => privateKey !== undefined && signsFrom.getTime() <= clock.now(),
    );
  const read = async (): Promise<readonly HeldKey[]> =>
    (await store.published(new Date(clock.now()))).map(opened);
  const load = async (): Promise<void> => {
    let keys = await read();
    if (signing(keys) === undefined) {
      if (keys.length > 0) log.warn('no signing key can be opened with this secret; another is made');
      await addKeyForNow(parts, keys.at(-1));
      keys = await read();
    }
    const same = keys.length === held.length && keys.every(({ keyId }, at) => keyId === held[at]?.keyId);
    held = keys;
    if (same) return;
    trusted = [...given, ...verificationKeys(keys.map(({ publicKey }) => publicKey))];
    log.info('signing keys are read', { published: keys.length });
  };
  const fresh = keepFresh({
    clock,
    refreshMs: 30_000,
    retryMs: 1_000,
    read: load,
    known: () => held.length > 0,
    outdated: (error) => log.warn('the known signing keys must do', { error }),
    unread: 'the signing keys cannot be read',
  });
  return {
    ...fresh,
    current: () => trusted,
    signer() {
      const key = signing(held);
      if (key?.privateKey === undefined) throw unavailable('there is no key to sign with yet');
      return { keyId: key.keyId, privateKey: key.privateKey };
    },
    published: () => held.map(({ publicKey }) => publicKey),
  };
}
