import { type MetricId, type MetricSource, metricKey, type Sample } from './metric-source.ts';

/** All samples of a metric. */
export interface MetricSeries extends MetricId {
  /** @default - `None` */
  readonly unit?: string;
  readonly samples: readonly Sample[];
}

/** Series that are known from beginning to end. */
export function metricsOf(series: readonly MetricSeries[]): MetricSource {
  const byKey = Map.groupBy(series, metricKey);
  return {
    samples: ({ from, to, unit, ...metric }) =>
      (byKey.get(metricKey(metric)) ?? [])
        .filter((each) => unit === undefined || (each.unit ?? 'None') === unit)
        .flatMap(({ samples }) => samples.filter(({ at }) => at >= from && at < to)),
  };
}
