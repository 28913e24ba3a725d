import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { statisticOf } from '../../../rehearsal/cloudwatch/statistic.ts';
import { MeasuredSeries } from '../../../rehearsal/cloudwatch/store/measured-series.ts';
import { MetricStore } from '../../../rehearsal/cloudwatch/store/metric-store.ts';
import { condensed, pairsOfSet, samplesOf } from '../../../rehearsal/cloudwatch/store/pairs.ts';

const retention = { secondsMs: 300_000, minutesMs: 3_600_000 };
const start = Date.parse('2026-11-21T08:00:00Z');
const simple = ['SampleCount', 'Sum', 'Minimum', 'Maximum'] as const;

function statistics(pairs: readonly number[]): readonly (number | undefined)[] {
  return simple.map((name) => statisticOf(name, 'test').of(samplesOf(pairs, 0)));
}

describe('values that are put together', () => {
  const values = fc.array(fc.tuple(fc.integer({ min: -1000, max: 1000 }), fc.integer({ min: 1, max: 9 })), {
    minLength: 1,
    maxLength: 300,
  });

  it('are at most as many as are wanted, with the same count, sum and bounds', () => {
    fc.assert(
      fc.property(values, fc.integer({ min: 4, max: 60 }), (measured, most) => {
        const few = condensed(measured.flat(), most);
        expect(few.length).toBeLessThanOrEqual(2 * most);
        statistics(few).forEach((value, index) => {
          expect(value).toBeCloseTo(statistics(measured.flat())[index] ?? Number.NaN, 6);
        });
      }),
    );
  });

  it('of which only a sum and bounds are known keep these', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1 }), (measured) => {
        const [count, min, max] = [measured.length, Math.min(...measured), Math.max(...measured)];
        const sum = measured.reduce((total, value) => total + value, 0);
        const [counted, summed, least, most] = statistics(pairsOfSet({ count, sum, min, max }));
        expect([counted, least, most]).toEqual([count, min, max]);
        expect(summed).toBeCloseTo(sum, 6);
      }),
    );
  });
});

describe('a series', () => {
  /** An hour of it, a value a second. */
  function hour(): MeasuredSeries {
    const series = new MeasuredSeries(retention);
    for (let second = 0; second < 3600; second += 1) {
      const at = start + second * 1000;
      series.add(at, [second % 60, 1], at);
    }
    return series;
  }

  it('keeps seconds while they are new, and minutes of the same sum afterwards', () => {
    const series = hour();
    expect(series.samples(start + 3_599_000, start + 3_600_000)).toEqual([
      { at: start + 3_599_500, value: 59, count: 1 },
    ]);
    const old = series.samples(start + 600_000, start + 660_000);
    expect(old.every(({ at }) => at === start + 630_000)).toBe(true);
    expect(old.reduce((sum, { value, count = 1 }) => sum + value * count, 0)).toBeCloseTo(1770, 6);
    const minutes = Array.from({ length: 60 }, (_, minute) => {
      const from = start + minute * 60_000;
      const samples = series.samples(from, from + 60_000);
      return Math.round(samples.reduce((sum, { value, count = 1 }) => sum + value * count, 0));
    });
    expect(new Set(minutes)).toEqual(new Set([1770]));
  });

  it('holds no more than what is kept, however long it goes on', () => {
    const series = new MeasuredSeries(retention);
    for (let second = 0; second < 20_000; second += 1) {
      series.add(start + second * 1000, [second, 1], start + second * 1000);
    }
    expect(series.samples(0, Number.POSITIVE_INFINITY).length).toBeLessThan(360 + 61 * 24);
  });

  it('takes what comes late to where it belongs, and nothing from before all that is kept', () => {
    const series = hour();
    const now = start + 3_600_000;
    series.add(start + 3_500_000, [1000, 1], now);
    expect(series.samples(start + 3_500_000, start + 3_501_000).map(({ value }) => value)).toEqual([
      20, 1000,
    ]);
    series.add(start - 7_200_000, [1, 1], now);
    expect(series.samples(start - 7_300_000, start - 1)).toEqual([]);
  });
});

describe('the store', () => {
  const metric = { namespace: 'N', name: 'M', dimensions: { one: '1' } };
  let now = start;
  const store = () => new MetricStore({ retention, now: () => now });

  it('keeps units apart, and gives them together where nobody asks for one', () => {
    const metrics = store();
    metrics.put({ ...metric, unit: 'Seconds', at: now, pairs: [1, 1] });
    metrics.put({ ...metric, at: now, pairs: [2, 1] });
    const range = { from: now - 1000, to: now + 1000 };
    expect(metrics.samples({ ...metric, ...range }).map(({ value }) => value)).toEqual([1, 2]);
    expect(metrics.samples({ ...metric, ...range, unit: 'None' }).map(({ value }) => value)).toEqual([2]);
    expect(metrics.samples({ ...metric, ...range, dimensions: {} })).toEqual([]);
  });

  it('takes no new metric where there are too many, and forgets those that nobody measures', () => {
    const metrics = store();
    const taken = Array.from({ length: 5001 }, (_, index) =>
      metrics.put({ ...metric, name: `M${index}`, at: now, pairs: [1, 1] }),
    );
    expect(taken.lastIndexOf(true)).toBe(4999);
    expect(metrics.list()).toHaveLength(5000);
    now += retention.minutesMs + 1;
    metrics.forget();
    expect(metrics.list()).toEqual([]);
  });
});
