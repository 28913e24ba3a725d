import type { Clock } from '../time/clock.ts';
import type { Cache } from './cache.ts';
import { forgetScript } from './cache-scripts.ts';

/** Takes keys out of the cache, later where it is away now: a copy from before an outage must not outlive it. */
export interface Forgetting {
  forget(keys: readonly string[]): Promise<void>;
  /** Not forgotten yet: what the cache holds under it may be old. */
  isOutstanding(key: string): boolean;
}

/** Longer than any load lasts. */
const epochMs = 60_000;
const retryMs = 500;
/** The oldest go first; those then live as long as they were meant to. */
const mostOutstanding = 10_000;

export function createForgetting(cache: Cache, clock: Clock): Forgetting {
  const outstanding = new Set<string>();
  let retrying = false;

  const forgetOne = async (key: string): Promise<void> => {
    try {
      await cache.run(forgetScript, [key, `${key}~epoch`], [epochMs]);
      outstanding.delete(key);
    } catch {
      if (outstanding.size >= mostOutstanding) {
        const [oldest] = outstanding;
        if (oldest !== undefined) outstanding.delete(oldest);
      }
      outstanding.add(key);
      if (!retrying) clock.after(retryMs, () => void forgetOutstanding());
      retrying = true;
    }
  };
  const forgetOutstanding = async (): Promise<void> => {
    retrying = false;
    // One first: while the cache is away, thousands would only tell so thousands of times.
    const [first, ...others] = outstanding;
    if (first === undefined) return;
    await forgetOne(first);
    if (!outstanding.has(first)) await Promise.all(others.map(forgetOne));
  };
  return {
    async forget(keys) {
      await Promise.all(keys.map(forgetOne));
    },
    isOutstanding: (key) => outstanding.has(key),
  };
}
