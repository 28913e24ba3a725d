import type { Clock } from '../plane.ts';
import type { DeploymentFailedError } from './deployment-failed.ts';
import { realSleep } from './real-sleep.ts';

export interface Limit {
  readonly clock: Clock;
  /** Minutes of the deployment clock. */
  readonly minutes: number;
  /** However fast the clock: work takes real time, and a limit may not end it sooner than this. */
  readonly floorMs: number;
  readonly signal: AbortSignal;
  readonly tooLate: () => DeploymentFailedError;
}

/** Waits for work that has only so long, and ends waiting when the signal is aborted. */
export async function within<Answer>(
  work: (signal: AbortSignal) => Promise<Answer>,
  limit: Limit,
): Promise<Answer> {
  limit.signal.throwIfAborted();
  const over = new AbortController();
  const signal = AbortSignal.any([limit.signal, over.signal]);
  const late = async () => {
    await Promise.all([limit.clock.sleep(limit.minutes * 60_000, signal), realSleep(limit.floorMs, signal)]);
    throw limit.tooLate();
  };
  try {
    return await Promise.race([work(signal), late()]);
  } catch (error) {
    // The reason of an abort, and not what the work made of it, is what happened.
    throw limit.signal.aborted ? limit.signal.reason : error;
  } finally {
    over.abort();
  }
}
