import { overBudget, usd } from './cost/budget.ts';
import type { Stack } from './cost/stack.ts';
import { costOf } from './cost/stage-cost.ts';
import type { Verdict } from './verdict.ts';

export interface BudgetedStage {
  readonly name: string;
  readonly budget: { readonly monthlyUsd: number };
}

/** Refuses a stage that costs more than it may. */
export function costGuard(stages: readonly BudgetedStage[], stacks: readonly Stack[]): Verdict {
  const costs = stages.map(({ name, budget }) => ({ cost: costOf(name, stacks), budget: budget.monthlyUsd }));
  const refusals = costs.flatMap(({ cost, budget }) => {
    const sentence = overBudget(cost, budget);
    return sentence === undefined ? [] : [{ address: cost.stage, property: undefined, sentence }];
  });
  const looked = costs.map(
    ({ cost, budget }) => `${cost.stage} ${usd(cost.monthly)} of ${usd(budget)} USD a month`,
  );
  return { guard: 'cost', looked: looked.join(', '), refusals, remarks: [] };
}
