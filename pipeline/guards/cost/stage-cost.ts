import type { Charge } from './charge.ts';
import { estateOf } from './estate.ts';
import { freeOf } from './free-types.ts';
import { pricers } from './pricers.ts';
import { type Prices, pricesIn } from './prices/prices.ts';
import { meanOf, sumOfYears, type Year } from './schedule/year.ts';
import { addressOf, type Resource, type Stack } from './stack.ts';
import { UnpricedTypesError } from './unpriced.ts';

/** What a resource costs, in USD. */
export interface ResourceCost {
  readonly resource: Resource;
  /** `prod-edge/PublicLoadBalancer9A8E475C` */
  readonly address: string;
  readonly charges: readonly Charge[];
}

export interface StageCost {
  readonly stage: string;
  /** The mean month of a year at list prices, with sleep and seasons, without traffic. */
  readonly monthly: number;
  /** If it never slept. */
  readonly monthlyAwake: number;
  readonly months: Year;
  readonly perMillionRequests: number;
  /** What a gigabyte adds to the dearest of its logs. */
  readonly perLogGb: number;
  /** What a push adds to the dearest of its pipelines. */
  readonly perPush: number;
  readonly resources: readonly ResourceCost[];
  /** The addresses of those that have no price of their own. */
  readonly free: readonly string[];
}

/** What a stage costs, resource by resource. Throws where it holds what has no price. */
export function costOf(
  stage: string,
  stacks: readonly Stack[],
  prices: (region: string) => Prices = pricesIn,
): StageCost {
  const estate = estateOf(stage, stacks, prices);
  const unknown = estate.resources.filter(({ type }) => !(type in pricers) && freeOf(type) === undefined);
  if (unknown.length > 0) throw new UnpricedTypesError(unknown);
  const priced = estate.resources.map((resource): ResourceCost => {
    const price = pricers[resource.type];
    return {
      resource,
      address: addressOf(resource),
      charges: price === undefined ? [] : price({ resource, estate, prices: estate.pricesOf(resource) }),
    };
  });
  const resources = priced.filter(({ charges }) => charges.length > 0);
  const charges = resources.flatMap((each) => each.charges);
  return {
    stage,
    ...sumsOf(charges),
    perLogGb: Math.max(0, ...charges.map(({ perLogGb }) => perLogGb)),
    perPush: Math.max(0, ...charges.map(({ perPush }) => perPush)),
    resources,
    free: priced.filter(({ charges }) => charges.length === 0).map(({ address }) => address),
  };
}

export interface Sums {
  readonly monthly: number;
  readonly monthlyAwake: number;
  readonly months: Year;
  readonly perMillionRequests: number;
}

export function sumsOf(charges: readonly Charge[]): Sums {
  const months = sumOfYears(charges.map((charge) => charge.months));
  const sum = (of: (charge: Charge) => number) => charges.reduce((total, charge) => total + of(charge), 0);
  return {
    monthly: meanOf(months),
    monthlyAwake: sum(({ awake }) => awake),
    months,
    perMillionRequests: sum(({ perMillionRequests }) => perMillionRequests),
  };
}

/** All stages that the templates have, and `tools` with what they share. */
export function costOfAll(
  stacks: readonly Stack[],
  prices: (region: string) => Prices = pricesIn,
): readonly StageCost[] {
  const stages = [...new Set(stacks.map(({ stage }) => stage))];
  return stages.map((stage) => costOf(stage, stacks, prices));
}
