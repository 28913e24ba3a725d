import { describe, expect, it } from '@jest/globals';
import type { Sample } from '../../../rehearsal/cloudwatch/metric-source.ts';
import { statisticOf } from '../../../rehearsal/cloudwatch/statistic.ts';

const sample = (value: number, count?: number): Sample =>
  count === undefined ? { at: 0, value } : { at: 0, value, count };

const of = (name: string, samples: readonly Sample[]): number | undefined =>
  statisticOf(name, "alarm 'a'").of(samples);

const oneToHundred = Array.from({ length: 100 }, (_, index) => sample(100 - index));

describe('a statistic', () => {
  it.each([
    ['SampleCount', 3],
    ['Sum', 12],
    ['Average', 4],
    ['Minimum', 1],
    ['Maximum', 8],
  ])('%s of 1, 3 and 8 is %d', (name, expected) => {
    expect(of(name, [sample(3), sample(8), sample(1)])).toBe(expected);
  });

  it.each([
    ['SampleCount', 10],
    ['Sum', 19],
    ['Average', 1.9],
    ['p90', 1],
    ['p91', 10],
    ['tm90', 1],
  ])('%s counts a value as often as it was measured: %d', (name, expected) => {
    expect(of(name, [sample(10), sample(1, 9)])).toBe(expected);
  });

  it.each([
    ['p50', 50],
    ['p7', 7],
    ['p99', 99],
    ['p99.9', 100],
    ['p100', 100],
    ['tm90', 45.5],
    ['tm100', 50.5],
    ['TC(90:)', 10],
    ['TC(:90)', 90],
    ['TC(10:90.5)', 80],
    ['PR(:25)', 25],
    ['PR(25:)', 75],
  ])('%s of one to a hundred is %d', (name, expected) => {
    expect(of(name, oneToHundred)).toBe(expected);
  });

  it.each(['SampleCount', 'Sum', 'Average', 'Minimum', 'Maximum', 'p99', 'tm99'])(
    '%s of nothing is nothing',
    (name) => {
      expect(of(name, [])).toBeUndefined();
    },
  );

  it.each(['Median', 'p0', 'p101', 'wm99', 'TM(10%:90%)', 'PR(:)', 'TC(10%:)', 'sum', ''])(
    'refuses %j',
    (name) => {
      expect(() => statisticOf(name, "alarm 'a'")).toThrow(
        `alarm 'a': the statistic '${name}' is not played here, use SampleCount, Sum, Average, Minimum, Maximum, p0.1 to p100, tm0.1 to tm100, or TC and PR with bounds`,
      );
    },
  );
});
