import { type MathValue, mapSeries, type TimeSeries } from './math-value.ts';

/** What stands in for the values that are missing. */
export type Filler = 'REPEAT' | 'LINEAR' | MathValue;

/** A series without any value is filled too, save by `REPEAT` and `LINEAR`, which have nothing to go by. */
export function fill(value: MathValue, filler: Filler): MathValue | undefined {
  if (filler === 'REPEAT') return mapSeries(value, repeated);
  if (filler === 'LINEAR') return mapSeries(value, interpolated);
  if (filler.kind === 'TS[]') return undefined;
  return mapSeries(value, (points) =>
    points.map((point, index) => point ?? (filler.kind === 'S' ? filler.number : filler.points[index])),
  );
}

function repeated(points: TimeSeries): TimeSeries {
  return points.map((_, index) => points.slice(0, index + 1).findLast((point) => point !== undefined));
}

function interpolated(points: TimeSeries): TimeSeries {
  return points.map((point, index) => {
    if (point !== undefined) return point;
    const before = points.findLastIndex((each, other) => other < index && each !== undefined);
    const after = points.findIndex((each, other) => other > index && each !== undefined);
    const [left, right] = [points[before], points[after]];
    if (left === undefined || right === undefined) return undefined;
    return left + ((right - left) * (index - before)) / (after - before);
  });
}
