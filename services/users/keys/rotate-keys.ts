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
  const at = new Date(clock.now());
  const published = await store.published(at);
  const [newest, before] = published.toReversed();
  if (newest !== undefined && before !== undefined) return { outcome: 'under-way', ...namesOf(newest) };
  const added = await addKey(parts, { after: newest, aheadMs: newest === undefined ? 0 : publishedAheadMs });
  if (added !== undefined) return { outcome: 'begun', ...namesOf(added) };
  const theirs = (await store.published(at)).at(-1);
  if (theirs === undefined) throw new Error('a key was added at the same moment and is not published');
  return { outcome: 'under-way', ...namesOf(theirs) };
}

/** A key that signs at once: the first, or one in the place of `unusable`, which cannot be opened any more. */
export async function addKeyForNow(parts: RotationParts, unusable: SigningKey | undefined): Promise<void> {
  // Where another task was faster, its key is as good.
  await addKey(parts, { after: unusable, aheadMs: 0 });
}

interface Addition {
  /** The newest key that was seen: where another has followed it meanwhile, nothing is added. */
  readonly after: SigningKey | undefined;
  readonly aheadMs: number;
}

async function addKey(
  { store, seal, clock }: RotationParts,
  { after, aheadMs }: Addition,
): Promise<SigningKey | undefined> {
  const signsFrom = new Date(clock.now() + aheadMs);
  const key = newSigningKey({ generation: (after?.generation ?? 0) + 1, signsFrom }, seal);
  const added = await store.succeed(key, new Date(signsFrom.getTime() + publishedAfterMs));
  return added ? key : undefined;
}

function namesOf({ keyId, signsFrom }: SigningKey) {
  return { keyId, signsFrom };
}
