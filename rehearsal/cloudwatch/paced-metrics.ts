import type { MetricSource } from './metric-source.ts';

/** The same metrics on a clock that goes `pace` times as fast: what takes a second there takes a minute here. */
export function pacedMetrics(metrics: MetricSource, pace: number): MetricSource {
  if (pace === 1) return metrics;
  return {
    samples: (query) =>
      metrics
        .samples({ ...query, from: query.from / pace, to: query.to / pace })
        .map((sample) => ({ ...sample, at: sample.at * pace })),
  };
}
