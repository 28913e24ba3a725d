import { type LookedAt, lookedWords } from './looked-at.ts';
import { movedTraffic } from './traffic-changes.ts';
import type { Verdict } from './verdict.ts';

/** Refuses what would touch live traffic otherwise than by a release. */
export function colourGuard(look: LookedAt): Verdict {
  return { guard: 'colour', looked: lookedWords(look), refusals: movedTraffic(look.changes), remarks: [] };
}
