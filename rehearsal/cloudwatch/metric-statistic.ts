import type { PropertyReader } from '../property-reader.ts';
import type { EvaluationRange } from './evaluation-range.ts';
import type { TimeSeries } from './math/math-value.ts';
import type { MetricId, MetricSource, Sample } from './metric-source.ts';
import type { Statistic } from './statistic.ts';

/** A metric as an alarm looks at it. */
export interface MetricStatistic {
  readonly metric: MetricId;
  readonly unit: string | undefined;
  readonly statistic: Statistic;
  readonly periodSeconds: number;
}

/** Namespace, name and dimensions, as both an alarm and a metric of an expression name them. */
export function readMetricId(reader: PropertyReader): MetricId {
  const dimensions = reader
    .objects('Dimensions')
    .map((each): [string, string] => [each.requiredText('Name'), each.requiredText('Value')]);
  return {
    namespace: reader.requiredText('Namespace'),
    name: reader.requiredText('MetricName'),
    dimensions: Object.fromEntries(dimensions),
  };
}

/** Periods are ten, twenty or thirty seconds, or whole minutes. */
export function readPeriod(reader: PropertyReader): number {
  const seconds = reader.requiredNumber('Period');
  const allowed = [10, 20, 30].includes(seconds) || (seconds > 0 && seconds % 60 === 0);
  if (allowed) return seconds;
  throw new Error(
    `${reader.subject}: 'Period' is ${seconds}, and must be 10, 20, 30 or a multiple of 60 seconds`,
  );
}

/** The statistic of each period, nothing where nobody measured. */
export function pointsOf(
  { statistic, ...wanted }: MetricStatistic,
  range: EvaluationRange,
  metrics: MetricSource,
): TimeSeries {
  const samples = samplesIn(wanted, range, metrics);
  return range.starts.map((from) =>
    statistic.of(samples.filter(({ at }) => at >= from && at < from + range.periodSeconds * 1000)),
  );
}

export function samplesIn(
  { metric, unit }: Pick<MetricStatistic, 'metric' | 'unit'>,
  { starts, end }: EvaluationRange,
  metrics: MetricSource,
): readonly Sample[] {
  return metrics.samples({
    ...metric,
    ...(unit === undefined ? {} : { unit }),
    from: starts[0] ?? end,
    to: end,
  });
}
