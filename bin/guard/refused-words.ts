import type { Verdict } from '../../pipeline/guards/verdict.ts';
import { verdictText } from '../../pipeline/guards/verdict.ts';

/** What guards refused, and how to insist where that can be. */
export function refusedWords(verdicts: readonly Verdict[], what: string): string {
  const canInsist = verdicts.some(
    ({ guard, refusals }) => (guard === 'colour' || guard === 'data') && refusals.length > 0,
  );
  const insisting = canInsist ? ' What you have decided to lose is named: --let-go <address>' : '';
  return `${verdictText(verdicts).trimEnd()}\n${what} was not deployed, and is as it was.${insisting}`;
}
