import type { RetryBudget } from './retry-budget.ts';
import type { UpstreamFailure } from './upstream-failure.ts';

/** The further attempts of one request. */
export interface RetryPlan {
  /** Whether this failure is worth another attempt and one is left, paid for and in time. */
  grant(failure: UpstreamFailure): boolean;
  /** How long to wait before the attempt that was granted last. */
  waitMs(): number;
}

export interface RetryPlanParts {
  /** Whether carrying the request out twice does no harm. */
  readonly safe: boolean;
  readonly budget: RetryBudget;
  readonly remainingMs: () => number;
  readonly random: () => number;
}

/** With the waits between them they outlast the moment until a balancer drops a task that died. */
const attempts = 4;
const firstWaitMs = 25;

export function createRetryPlan({ safe, budget, remainingMs, random }: RetryPlanParts): RetryPlan {
  let made = 1;
  budget.deposit();
  const worthwhile = ({ kind, status, passedOn }: UpstreamFailure): boolean => {
    if (passedOn) return false;
    // What never left this process cannot have been carried out.
    if (kind === 'unsent') return true;
    return safe && (kind === 'broken' || (kind === 'answered' && status !== 504));
  };
  return {
    grant(failure) {
      if (made >= attempts || !worthwhile(failure)) return false;
      if (remainingMs() < firstWaitMs * 4 || !budget.withdraw()) return false;
      made++;
      return true;
    },
    // Full jitter would often ask the same dying task at once; half of the wait is certain.
    waitMs: () => firstWaitMs * 3 ** (made - 2) * (0.5 + random()),
  };
}

/** Nothing is asked twice. */
export const noRetries: RetryPlan = { grant: () => false, waitMs: () => 0 };
