import type { MetricGroup, TakenMetric } from './metrics.ts';

/** By these a release is judged, so they are also kept by version; for the others each version would only cost. */
const byVersion = new Set(['Requests', 'ServerErrors', 'Latency']);

/** What becomes of a line: CloudWatch makes metrics of it and bills each, or it is a line like others. */
export const metricsUses = ['recorded', 'logged'] as const;
export type MetricsUse = (typeof metricsUses)[number];

export interface EmbeddedMetricsProps {
  readonly stage: string;
  readonly use: MetricsUse;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/**
 * The members of a log line from which CloudWatch makes metrics of Shoal/<stage> by itself. The line's own `service`
 * and `version` are their dimensions.
 */
export function embeddedMetrics(
  { dimension, metrics }: MetricGroup,
  { stage, use, now }: EmbeddedMetricsProps,
): string {
  const judging =
    Object.keys(dimension).length === 0 ? metrics.filter(({ name }) => byVersion.has(name)) : [];
  const directive = (dimensions: readonly string[], of: readonly TakenMetric[]) => ({
    Namespace: `Shoal/${stage}`,
    Dimensions: [dimensions],
    Metrics: of.map((metric) => ({ Name: metric.name, Unit: unitOf(metric) })),
  });
  const directives = {
    _aws: {
      Timestamp: now,
      CloudWatchMetrics: [
        directive(['service', ...Object.keys(dimension)], metrics),
        ...(judging.length === 0 ? [] : [directive(['service', 'version'], judging)]),
      ],
    },
  };
  const members = {
    message: 'metrics',
    ...(use === 'recorded' ? directives : {}),
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
