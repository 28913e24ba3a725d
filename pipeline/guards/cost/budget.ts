import { type StageCost, sumsOf } from './stage-cost.ts';

/** What is wrong with what a stage costs, in words; nothing where it stays within its budget. */
export function overBudget(cost: StageCost, budget: number): string | undefined {
  if (cost.monthly <= budget) return undefined;
  const largest = groupsOf(cost)
    .slice(0, 4)
    .map(({ group, monthly }) => `${group} ${usd(monthly)}`);
  return (
    `stage '${cost.stage}' costs ${usd(cost.monthly)} USD a month, and its budget is ${usd(budget)}. ` +
    `Its largest parts: ${largest.join(', ')}. ` +
    `\`npx shoal cost --stage ${cost.stage}\` shows them all, docs/cost.md says what makes them smaller; ` +
    `or raise budget.monthlyUsd in platform/stages.ts by ${usd(cost.monthly - budget)}.`
  );
}

/** The dearest first. */
export function groupsOf({ resources }: StageCost) {
  const charges = resources.flatMap((resource) => resource.charges);
  return [...Map.groupBy(charges, ({ group }) => group)]
    .map(([group, of]) => ({ group, ...sumsOf(of) }))
    .sort((one, other) => other.monthly - one.monthly);
}

/** `39.42` */
export function usd(amount: number): string {
  return amount.toFixed(2);
}
