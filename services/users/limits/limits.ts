import type { Cache } from '../../kit/cache/cache.ts';
import type { Clock } from '../../kit/time/clock.ts';
import { type AttemptLimiter, createAttemptLimiter } from './attempt-limiter.ts';

const minuteMs = 60_000;

/** How often something may be tried. */
export interface Limits {
  /** Wrong passwords for one account, from wherever they come. */
  readonly account: AttemptLimiter;
  /** Wrong passwords from one address, for whatever accounts. */
  readonly address: AttemptLimiter;
  /** Accounts made from one address: also what tells, one by one, which addresses have one. */
  readonly signUp: AttemptLimiter;
}

export interface LimitsParts {
  readonly cache: Pick<Cache, 'run' | 'delete'>;
  readonly clock: Clock;
}

export function createLimits(parts: LimitsParts): Limits {
  return {
    account: createAttemptLimiter({
      ...parts,
      name: 'account',
      limit: { attempts: 10, windowMs: 15 * minuteMs },
    }),
    address: createAttemptLimiter({
      ...parts,
      name: 'address',
      limit: { attempts: 100, windowMs: 15 * minuteMs },
    }),
    signUp: createAttemptLimiter({
      ...parts,
      name: 'sign-up',
      limit: { attempts: 200, windowMs: 60 * minuteMs },
    }),
  };
}
