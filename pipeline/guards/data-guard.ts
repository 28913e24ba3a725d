import { refusedAmong } from './data-replacement.ts';
import { type LookedAt, lookedWords } from './looked-at.ts';
import { strandedOutputs } from './stranded-outputs.ts';
import type { Verdict } from './verdict.ts';

/** Refuses what would lose data, or an output that a deployed stack still names. */
export function dataGuard(look: LookedAt): Verdict {
  const refusals = [...refusedAmong(look.changes), ...strandedOutputs(look)];
  return { guard: 'data', looked: lookedWords(look), refusals, remarks: [] };
}
