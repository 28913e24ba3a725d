import type { MetricSource } from './metric-source.ts';

export interface LateMetricsProps {
  readonly metrics: MetricSource;
  /** How long after the end of its minute a sample is there to be asked for. */
  readonly lateBySeconds: number;
  readonly now: number;
}

const minute = 60_000;

/** What of the metrics can be known by now: AWS publishes a minute when it is over, and some while after. */
export function lateMetrics({ metrics, lateBySeconds, now }: LateMetricsProps): MetricSource {
  return {
    samples: (query) =>
      metrics
        .samples(query)
        .filter(({ at }) => Math.floor(at / minute) * minute + minute + lateBySeconds * 1000 <= now),
  };
}
