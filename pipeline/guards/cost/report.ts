import { groupsOf } from './budget.ts';
import type { Difference } from './difference.ts';
import { hoursOfMonth, pricesRead } from './prices/prices.ts';
import { monthNames, type Year } from './schedule/year.ts';
import { type StageCost, sumsOf } from './stage-cost.ts';

export interface Report {
  readonly prices: { readonly read: string; readonly currency: 'USD'; readonly hoursOfMonth: number };
  readonly stages: Readonly<Record<string, StageReport>>;
  /** Against an earlier state of the repository, where one was named. */
  readonly since?: { readonly ref: string; readonly stages: Readonly<Record<string, Difference>> };
}

export type StageReport = ReturnType<typeof stageReport>;

/** What a program reads: `{ stages: { dev: { monthly, monthlyAwake, … } } }`, amounts in USD. */
export function reportOf(
  costs: readonly StageCost[],
  budgetOf: (stage: string) => number | undefined,
  since?: { readonly ref: string; readonly differences: readonly Difference[] },
): Report {
  return {
    prices: { read: pricesRead, currency: 'USD', hoursOfMonth },
    stages: Object.fromEntries(costs.map((cost) => [cost.stage, stageReport(cost, budgetOf(cost.stage))])),
    ...(since && {
      since: {
        ref: since.ref,
        stages: Object.fromEntries(since.differences.map((each) => [each.stage, rounded(each)])),
      },
    }),
  };
}

function stageReport(cost: StageCost, budget: number | undefined) {
  return rounded({
    monthly: cost.monthly,
    monthlyAwake: cost.monthlyAwake,
    savedBySleep: cost.monthlyAwake - cost.monthly,
    ...(budget === undefined ? {} : { budget: { monthlyUsd: budget } }),
    peak: peakOf(cost.months),
    perMillionRequests: cost.perMillionRequests,
    perLogGb: cost.perLogGb,
    perPush: cost.perPush,
    groups: Object.fromEntries(
      groupsOf(cost).map(({ group, monthly, monthlyAwake, perMillionRequests }) => [
        group,
        { monthly, monthlyAwake, perMillionRequests },
      ]),
    ),
    resources: cost.resources.map(({ address, resource, charges }) => {
      const { monthly, monthlyAwake, perMillionRequests } = sumsOf(charges);
      return {
        address,
        stack: resource.stack,
        type: resource.type,
        monthly,
        monthlyAwake,
        perMillionRequests,
        charges: charges.map((charge) => ({
          group: charge.group,
          what: charge.what,
          monthly: sumsOf([charge]).monthly,
          monthlyAwake: charge.awake,
          perMillionRequests: charge.perMillionRequests,
          perLogGb: charge.perLogGb,
          perPush: charge.perPush,
        })),
      };
    }),
    freeResources: cost.free.length,
  });
}

/** The dearest month, which is a season's. */
export function peakOf(months: Year): { readonly month: string; readonly monthly: number } {
  const monthly = Math.max(...months);
  return { month: monthNames[months.indexOf(monthly)] ?? '', monthly };
}

/** To a hundredth of a cent: sums of floats are not written out to their last digit. */
function rounded<Value>(value: Value): Value {
  return JSON.parse(
    JSON.stringify(value, (_, each) =>
      typeof each === 'number' ? Math.round(each * 10_000) / 10_000 : each,
    ),
  ) as Value;
}
