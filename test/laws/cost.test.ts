import { beforeAll, describe, expect, it } from '@jest/globals';
import { groupsOf, overBudget, usd } from '../../pipeline/guards/cost/budget.ts';
import { freeOf, freeTypes } from '../../pipeline/guards/cost/free-types.ts';
import { pricers } from '../../pipeline/guards/cost/pricers.ts';
import { priceTables } from '../../pipeline/guards/cost/prices/prices.ts';
import { type Stack, stackOf } from '../../pipeline/guards/cost/stack.ts';
import { costOf, type StageCost } from '../../pipeline/guards/cost/stage-cost.ts';
import { stages } from '../../platform/stages.ts';
import { synthesized } from '../support/synthesized.ts';

let stacks: readonly Stack[];

beforeAll(async () => {
  stacks = (await synthesized()).map(({ stage, name, region, template }) =>
    stackOf({ stage, name, region }, template),
  );
});

describe('every resource type of every template', () => {
  it('is either priced or known to cost nothing', () => {
    const types = [...new Set(stacks.flatMap(({ resources }) => resources.map(({ type }) => type)))];
    expect(types.length).toBeGreaterThan(50);
    expect(types.filter((type) => !(type in pricers) && freeOf(type) === undefined)).toEqual([]);
  });

  it('is not both', () => {
    expect(Object.keys(freeTypes).filter((type) => type in pricers)).toEqual([]);
  });
});

describe('every price', () => {
  const prices = Object.entries(priceTables).flatMap(([region, table]) =>
    Object.entries(table).map(([name, price]) => ({ name: `${name} in ${region}`, price })),
  );

  it('is above zero, with a unit, the code AWS bills it by and the page on which it stands', () => {
    const wrong = prices.filter(
      ({ price }) => !(price.usd > 0) || price.per === '' || !/^[\w:.-]+$/.test(price.usageType),
    );
    expect(wrong).toEqual([]);
  });
});

describe('a stage', () => {
  it.each(stages)('stays within its budget: $name', ({ name, budget }) => {
    expect(overBudget(costOf(name, stacks), budget.monthlyUsd)).toBeUndefined();
  });

  it('is under 100 USD a month with its sleep where it is dev', () => {
    const cost = costOf('dev', stacks);
    const parts = groupsOf(cost).map(({ group, monthly }) => `${group} ${usd(monthly)}`);
    // The figures are what a failure is about.
    expect({ under100: cost.monthly < 100, monthly: usd(cost.monthly), parts }).toMatchObject({
      under100: true,
    });
  });

  it('sleeps where its template says so, and costs less for it', () => {
    const saved = ({ monthly, monthlyAwake }: StageCost) => monthlyAwake - monthly;
    for (const { name, sleep } of stages) {
      expect([name, saved(costOf(name, stacks)) > 0.01]).toEqual([name, !('none' in sleep)]);
    }
  });

  it('has its dearest month in a season, where it has seasons', () => {
    for (const { name, seasons } of stages) {
      const { months, monthly, monthlyAwake } = costOf(name, stacks);
      const rises = Math.max(...months) > 1.05 * monthly && monthly >= monthlyAwake - 0.01;
      expect([name, rises]).toEqual([name, !('none' in seasons)]);
    }
  });
});
