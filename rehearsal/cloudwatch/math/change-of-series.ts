import type { EvaluationRange } from '../evaluation-range.ts';
import type { TimeSeries } from './math-value.ts';

type Change = (points: TimeSeries, range: EvaluationRange) => TimeSeries;

const each =
  (compute: (value: number) => number): Change =>
  (points) =>
    points.map((point) => (point === undefined ? undefined : compute(point)));

const ofTime =
  (read: (date: Date) => number): Change =>
  (_, { starts }) =>
    starts.map((start) => read(new Date(start)));

/** Functions of a series alone. Times are UTC, and the week begins with Monday, its day 1. */
export const changesOfSeries: Readonly<Record<string, Change>> = {
  ABS: each(Math.abs),
  CEIL: each(Math.ceil),
  FLOOR: each(Math.floor),
  LOG: each(Math.log),
  LOG10: each(Math.log10),
  DIFF: (points) => sinceLast(points, (difference) => difference),
  RATE: (points, { periodSeconds }) =>
    sinceLast(points, (difference, periods) => difference / (periods * periodSeconds)),
  RUNNING_SUM: (points) => {
    let sum = 0;
    return points.map((point) => {
      sum += point ?? 0;
      return point === undefined ? undefined : sum;
    });
  },
  MINUTE: ofTime((date) => date.getUTCMinutes()),
  HOUR: ofTime((date) => date.getUTCHours()),
  DAY: ofTime((date) => date.getUTCDay() || 7),
};

/** From the last value there is, however many periods ago; the first has none to differ from. */
function sinceLast(points: TimeSeries, compute: (difference: number, periods: number) => number): TimeSeries {
  return points.map((point, index) => {
    const last = points.findLastIndex((value, other) => other < index && value !== undefined);
    const before = points[last];
    if (point === undefined || before === undefined) return undefined;
    return compute(point - before, index - last);
  });
}
