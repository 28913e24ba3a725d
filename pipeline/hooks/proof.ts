import type { ProbeAnswer } from './probe.ts';

export interface ProofParts {
  readonly ask: () => Promise<ProbeAnswer>;
  readonly clock: { now(): number; sleep(milliseconds: number): Promise<void> };
}

/** @returns why the new tasks are not fit; nothing when they are. */
export type Proof = () => Promise<string | undefined>;

/** One good answer may be luck, or come from the old tasks while the test listener's rule still changes over. */
const neededInARow = 5;
const pauseMilliseconds = 500;
/** The new tasks are healthy already; this is for the rule to reach every node of the balancer. */
const longestMilliseconds = 30_000;

/** Proves new tasks on the test listener, whoever releases them. It never throws: no proof is a reason, too. */
export function createProof({ ask, clock }: ProofParts): Proof {
  async function prove(): Promise<string | undefined> {
    const until = clock.now() + longestMilliseconds;
    let inARow = 0;
    let last = 'no answer';
    while (clock.now() < until) {
      const answer = await ask();
      const good = 'status' in answer && answer.status >= 200 && answer.status < 300;
      last = 'status' in answer ? `status ${answer.status}` : answer.trouble;
      inARow = good ? inARow + 1 : 0;
      if (inARow === neededInARow) return undefined;
      await clock.sleep(pauseMilliseconds);
    }
    return `never ${neededInARow} good answers in a row within ${longestMilliseconds / 1000} s, the last was: ${last}`;
  }

  return () => prove().catch((error: unknown) => `the hook itself failed: ${String(error)}`);
}
