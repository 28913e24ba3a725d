import type { MetricGroup, TakenMetric } from './metrics.ts';

/** By these a release is judged, so they are also kept by version; for the others each version would only cost. */
const byVersion = new Set(['Requests', 'ServerErrors', 'Latency']);

export interface EmbeddedMetricsProps {
  readonly stage: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/**
 * The members of a log line from which CloudWatch makes metrics of Shoal/<stage> by itself. The line's own `service`
 * and `version` are their dimensions.
 */
export function embeddedMetrics(
  { dimension, metrics }: MetricGroup,
  { stage, now }: EmbeddedMetricsProps,
): string {
  const judging =
    Object.keys(dimension).length === 0 ? metrics.filter(({ name }) => byVersion.has(name)) : [];
  const directive = (dimensions: readonly string[], of: readonly TakenMetric[]) => ({
    Namespace: `Shoal/${stage}`,
    Dimensions: [dimensions],
    Metrics: of.map((metric) => ({ Name: metric.name, Unit: unitOf(metric) })),
  });
  const members = {
    message: 'metrics',
    _aws: {
      Timestamp: now,
      CloudWatchMetrics: [
        directive(['service', ...Object.keys(dimension)], metrics),
        ...(judging.length === 0 ? [] : [directive(['service', 'version'], judging)]),
      ],
    },
    ...dimension,
    ...Object.fromEntries(metrics.map(({ name, value }) => [name, value])),
  };
  return `,${JSON.stringify(members).slice(1, -1)}`;
}

function unitOf({ name, kind }: TakenMetric): string {
  if (kind === 'observe' || name.endsWith('Ms')) return 'Milliseconds';
  if (kind === 'count') return 'Count';
  if (name.endsWith('Percent')) return 'Percent';
  return name.endsWith('Seconds') ? 'Seconds' : 'None';
}
