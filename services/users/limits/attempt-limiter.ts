import { createHash } from 'node:crypto';
import type { Cache } from '../../kit/cache/cache.ts';
import { CacheUnavailable } from '../../kit/cache/cache-unavailable.ts';
import { tooManyRequests } from '../../kit/problems/problem.ts';
import type { Clock } from '../../kit/time/clock.ts';
import { giveBackScript, takeScript } from './attempt-scripts.ts';
import { type AttemptLimit, createWindowCounter } from './window-counter.ts';

/** Counts attempts of all tasks together; each for itself while the cache is away. */
export interface AttemptLimiter {
  /** Throws a 429 where there were too many. */
  take(subject: string): Promise<void>;
  /** The attempt was none of those that are limited. */
  giveBack(subject: string): Promise<void>;
  forget(subject: string): Promise<void>;
}

export interface AttemptLimiterParts {
  /** Stands before the keys in the cache. */
  readonly name: string;
  readonly limit: AttemptLimit;
  readonly cache: Pick<Cache, 'run' | 'delete'>;
  readonly clock: Clock;
}

export function createAttemptLimiter({ name, limit, cache, clock }: AttemptLimiterParts): AttemptLimiter {
  const own = createWindowCounter(limit);
  /** The cache learns no e-mail address. */
  const keyOf = (subject: string): string =>
    `${name}:${createHash('sha256').update(subject).digest('base64url').slice(0, 27)}`;
  const unlessAway = async <Result>(
    work: () => Promise<Result>,
    otherwise: () => Result,
  ): Promise<Result> => {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof CacheUnavailable)) throw error;
      return otherwise();
    }
  };
  return {
    async take(subject) {
      const key = keyOf(subject);
      const waitMs = await unlessAway(
        async () => Number(await cache.run(takeScript, [key], [limit.attempts, limit.windowMs])),
        () => own.take(key, clock.now()),
      );
      if (waitMs === 0) return;
      const seconds = Math.ceil(waitMs / 1000);
      throw tooManyRequests(`there were too many attempts; try again in ${inWords(seconds)}`, seconds);
    },
    async giveBack(subject) {
      const key = keyOf(subject);
      own.giveBack(key);
      await unlessAway(
        () => cache.run(giveBackScript, [key], []),
        () => 0,
      );
    },
    async forget(subject) {
      const key = keyOf(subject);
      own.forget(key);
      await cache.delete(key);
    },
  };
}

function inWords(seconds: number): string {
  return seconds < 120 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
}
