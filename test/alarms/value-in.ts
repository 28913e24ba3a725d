import type { MetricId } from '../../rehearsal/cloudwatch/metric-source.ts';

/** What a metric is in a minute: by its name, or, of one of several, with it: `IsMaster shoal-prod-002`. */
export function valueIn(
  values: Readonly<Record<string, number>>,
  { name, dimensions }: MetricId,
): number | undefined {
  const own = Object.values(dimensions).find((one) => `${name} ${one}` in values);
  return values[own === undefined ? name : `${name} ${own}`];
}
