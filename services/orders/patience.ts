import type { Clock } from '../kit/time/clock.ts';

/** What comes of it in time; undefined where it takes longer, and it goes on all the same. */
export async function inTime<Result>(
  work: Promise<Result>,
  ms: number,
  clock: Clock,
): Promise<Result | undefined> {
  const { promise: late, resolve } = Promise.withResolvers<undefined>();
  const timer = clock.after(ms, () => resolve(undefined));
  try {
    return await Promise.race([work, late]);
  } finally {
    timer.cancel();
  }
}

/** How long a request waits for the end of an order: the gateway, too, gives up after five seconds. */
export const longestPatienceMs = 4000;
/** Left for writing the answer. */
const reserveMs = 200;

export function patienceOf(context: { remainingMs(): number }): number {
  return Math.max(0, Math.min(longestPatienceMs, context.remainingMs() - reserveMs));
}
