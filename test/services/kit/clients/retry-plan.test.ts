import { describe, expect, it } from '@jest/globals';
import { createRetryBudget } from '../../../../services/kit/clients/retry-budget.ts';
import { createRetryPlan, type RetryPlanParts } from '../../../../services/kit/clients/retry-plan.ts';
import { type FailureKind, UpstreamFailure } from '../../../../services/kit/clients/upstream-failure.ts';

function plan(more: Partial<RetryPlanParts> = {}) {
  const parts = { safe: true, budget: createRetryBudget(), remainingMs: () => 1000, random: () => 0.5 };
  return createRetryPlan({ ...parts, ...more });
}

function failure(kind: FailureKind, status?: number) {
  return new UpstreamFailure('catalog', kind, status === undefined ? {} : { status });
}

describe('a retry plan', () => {
  it.each<[FailureKind, number | undefined, boolean, boolean]>([
    ['unsent', undefined, true, true],
    ['broken', undefined, true, false],
    ['answered', 502, true, false],
    ['answered', 503, true, false],
    ['answered', 504, false, false],
    ['late', undefined, false, false],
    ['open', undefined, false, false],
    ['full', undefined, false, false],
    ['cancelled', undefined, false, false],
  ])('after %s %s tries a safe request again: %s, another one: %s', (kind, status, whenSafe, otherwise) => {
    expect(plan({ safe: true }).grant(failure(kind, status))).toBe(whenSafe);
    expect(plan({ safe: false }).grant(failure(kind, status))).toBe(otherwise);
  });

  it('never tries again once the answer was begun', () => {
    const begun = failure('broken');
    begun.passedOn = true;
    expect(plan().grant(begun)).toBe(false);
  });

  it('makes four attempts at most, waiting longer before the later one', () => {
    const { grant, waitMs } = plan();
    expect(grant(failure('broken'))).toBe(true);
    const first = waitMs();
    expect(grant(failure('broken'))).toBe(true);
    expect(waitMs()).toBeGreaterThan(2 * first);
    expect(grant(failure('broken'))).toBe(true);
    expect(grant(failure('broken'))).toBe(false);
  });

  it('spreads the waits', () => {
    const waits = [0, 0.99].map((value) => {
      const { grant, waitMs } = plan({ random: () => value });
      grant(failure('broken'));
      return waitMs();
    });
    expect((waits[1] ?? 0) / (waits[0] ?? 1)).toBeGreaterThan(2);
  });

  it('does not begin what the deadline would cut off', () => {
    expect(plan({ remainingMs: () => 50 }).grant(failure('broken'))).toBe(false);
  });

  it('stops when the budget is spent, and goes on when requests have paid for more', () => {
    const budget = createRetryBudget({ perRequest: 0.5, most: 2 });
    const grants = Array.from({ length: 5 }, () => plan({ budget }).grant(failure('broken')));
    // Two were saved up; each plan pays in half of one.
    expect(grants.filter(Boolean).length).toBeLessThan(5);
    expect(grants.slice(0, 2)).toEqual([true, true]);
    plan({ budget });
    plan({ budget });
    expect(plan({ budget }).grant(failure('broken'))).toBe(true);
  });
});
