/** A value for each period of the range, the oldest first; nothing where there are no data. */
export type TimeSeries = readonly (number | undefined)[];

/** A number, a time series, or several of these: what CloudWatch calls S, TS and TS[]. */
export type MathValue =
  | { readonly kind: 'S'; readonly number: number }
  | { readonly kind: 'TS'; readonly points: TimeSeries }
  | { readonly kind: 'TS[]'; readonly all: readonly TimeSeries[] };

export function scalar(number: number): MathValue {
  return { kind: 'S', number };
}

export function series(points: TimeSeries): MathValue {
  return { kind: 'TS', points: finite(points) };
}

/** Does the same to a series as to each of several. */
export function mapSeries(
  value: MathValue,
  change: (points: TimeSeries) => TimeSeries,
): MathValue | undefined {
  if (value.kind === 'TS') return series(change(value.points));
  if (value.kind === 'TS[]') return { kind: 'TS[]', all: value.all.map((points) => finite(change(points))) };
  return undefined;
}

/** What is no number, such as the logarithm of 0, is no point either. */
function finite(points: TimeSeries): TimeSeries {
  return points.map((point) => (Number.isFinite(point) ? point : undefined));
}
