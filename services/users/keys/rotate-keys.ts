import type { Clock } from '../../kit/time/clock.ts';
import type { KeySeal } from './key-seal.ts';
import { publishedAfterMs, publishedAheadMs } from './lifetimes.ts';
import { newSigningKey, type SigningKey } from './signing-key.ts';
import type { SigningKeyStore } from './signing-key-store.ts';

export interface RotationParts {
  readonly store: SigningKeyStore;
  readonly seal: KeySeal;
  readonly clock: Clock;
}

export interface Rotation {
  /** `under-way`: two keys live already, so nothing was changed. */
  readonly outcome: 'begun' | 'under-way';
  /** The newest key. */
  readonly keyId: string;
  readonly signsFrom: Date;
}

/** Publishes a new key now that signs in ten minutes, and lets the old one go once its last token is over. */
export async function rotateKeys(parts: RotationParts): Promise<Rotation> {
  const { store, clock } = parts;
  const now = clock.now();
  const published = await store.published(new Date(now));
  const newest = published.at(-1);
  if (newest !== undefined && published.length > 1) {
    return { outcome: 'under-way', keyId: newest.keyId, signsFrom: newest.signsFrom };
  }
  const added = await addKey(parts, newest === undefined ? 0 : publishedAheadMs);
  if (added !== undefined) return { outcome: 'begun', keyId: added.keyId, signsFrom: added.signsFrom };
  const theirs = (await store.published(new Date(now))).at(-1);
  if (theirs === undefined) throw new Error('a key was added at the same moment and is not published');
  return { outcome: 'under-way', keyId: theirs.keyId, signsFrom: theirs.signsFrom };
}

/** A key that signs at once: the first, or one in the place of those that cannot be opened any more. */
export async function addKeyForNow(parts: RotationParts): Promise<void> {
  // Where another task was faster, its key is as good.
  await addKey(parts, 0);
}

/** Undefined where another task added one at the same moment. */
async function addKey(
  { store, seal, clock }: RotationParts,
  aheadMs: number,
): Promise<SigningKey | undefined> {
  const signsFrom = new Date(clock.now() + aheadMs);
  const key = newSigningKey({ generation: (await store.lastGeneration()) + 1, signsFrom }, seal);
  const added = await store.succeed(key, new Date(signsFrom.getTime() + publishedAfterMs));
  return added ? key : undefined;
}
