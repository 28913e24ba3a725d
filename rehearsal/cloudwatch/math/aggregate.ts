import { type MathValue, scalar, series, type TimeSeries } from './math-value.ts';

type Numbers = readonly number[];

const total = (numbers: Numbers): number => numbers.reduce((sum, number) => sum + number, 0);

/** Of the values there are; the second number is how many series there are, of which some may be missing here. */
const aggregates: Readonly<Record<string, (numbers: Numbers, all: number) => number>> = {
  SUM: total,
  // What is missing counts as 0 between series, as CloudWatch documents of this one alone.
  AVG: (numbers, all) => total(numbers) / all,
  MIN: (numbers) => Math.min(...numbers),
  MAX: (numbers) => Math.max(...numbers),
  DATAPOINT_COUNT: (numbers) => numbers.length,
};

export const aggregateNames = Object.keys(aggregates);

/** Of one series a number, and of several a series; nothing of a number. */
export function aggregate(name: string, value: MathValue): MathValue | undefined {
  const compute = aggregates[name];
  if (compute === undefined || value.kind === 'S') return undefined;
  if (value.kind === 'TS') {
    const numbers = known(value.points);
    return scalar(numbers.length === 0 ? Number.NaN : compute(numbers, numbers.length));
  }
  const { all } = value;
  return series(
    (all[0] ?? []).map((_, index) => {
      const numbers = known(all.map((each) => each[index]));
      return numbers.length === 0 ? undefined : compute(numbers, all.length);
    }),
  );
}

function known(points: TimeSeries): Numbers {
  return points.filter((point) => point !== undefined);
}
