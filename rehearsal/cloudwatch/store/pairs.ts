import type { Sample } from '../metric-source.ts';

/** What was measured in a stretch of time: `[value, how often, value, how often, …]`, flat since there are many. */
export type Pairs = readonly number[];

/** A count, a sum and bounds, of values that nobody wrote down. */
export interface StatisticSet {
  readonly count: number;
  readonly sum: number;
  readonly min: number;
  readonly max: number;
}

/** Values with which every simple statistic is what the set says; percentiles of them are rough. */
export function pairsOfSet({ count, sum, min, max }: StatisticSet): Pairs {
  if (count <= 0) return [];
  if (count === 1 || min === max) return [sum / count, count];
  if (count === 2) return [min, 1, sum - min, 1];
  return [min, 1, (sum - min - max) / (count - 2), count - 2, max, 1];
}

export function samplesOf(pairs: Pairs, at: number): readonly Sample[] {
  const samples: Sample[] = [];
  for (let index = 0; index < pairs.length; index += 2) {
    samples.push({ at, value: pairs[index] ?? 0, count: pairs[index + 1] ?? 0 });
  }
  return samples;
}

/**
 * At most so many values: equal ones are put together, and then neighbours, by their mean. Sum and count stay exactly
 * what they were, and so do the lowest and the highest.
 */
export function condensed(pairs: Pairs, most: number): Pairs {
  const byValue = new Map<number, number>();
  for (let index = 0; index < pairs.length; index += 2) {
    const value = pairs[index] ?? 0;
    byValue.set(value, (byValue.get(value) ?? 0) + (pairs[index + 1] ?? 0));
  }
  const ascending = [...byValue].sort(([left], [right]) => left - right);
  if (ascending.length <= most) return ascending.flat();
  const inner = ascending.slice(1, -1);
  const each = Math.ceil(inner.length / (most - 2));
  const groups = Array.from({ length: Math.ceil(inner.length / each) }, (_, index) =>
    meanOf(inner.slice(index * each, (index + 1) * each)),
  );
  return [...ascending.slice(0, 1), ...groups, ...ascending.slice(-1)].flat();
}

function meanOf(group: readonly (readonly [value: number, count: number])[]): readonly [number, number] {
  const count = group.reduce((total, [, each]) => total + each, 0);
  return [group.reduce((total, [value, each]) => total + value * each, 0) / count, count];
}
