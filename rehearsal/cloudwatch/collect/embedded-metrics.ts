import type { Measurement } from '../store/metric-store.ts';
import { type Pairs, pairsOfSet } from '../store/pairs.ts';

const marker = '"_aws"';
/** So many dimensions a metric may have. */
const mostDimensions = 30;

/** Whether it is worth parsing: said of every line that is printed, so it must cost nothing. */
export function mayHoldMetrics(line: string): boolean {
  return line.startsWith('{') && line.includes(marker);
}

/**
 * The metrics that CloudWatch makes of a line in its embedded format: each of a directive's metrics once for each of its
 * dimension sets. What is malformed makes none, as on AWS, where the line is a line like others.
 */
export function embeddedMetricsOf(line: string): readonly Measurement[] {
  const members = parsed(line);
  const { Timestamp, CloudWatchMetrics } = objectOf(members._aws);
  if (typeof Timestamp !== 'number') return [];
  return listOf(CloudWatchMetrics).flatMap((directive) => {
    const { Namespace, Dimensions, Metrics } = objectOf(directive);
    if (typeof Namespace !== 'string') return [];
    const sets = listOf(Dimensions)
      .map((names) => dimensionsOf(listOf(names), members))
      .filter((set) => set !== undefined);
    return listOf(Metrics).flatMap((metric) => {
      const { Name, Unit } = objectOf(metric);
      const pairs = typeof Name === 'string' ? pairsIn(members[Name]) : [];
      if (typeof Name !== 'string' || pairs.length === 0) return [];
      return sets.map((dimensions) => ({
        ...{ namespace: Namespace, name: Name, dimensions, at: Timestamp, pairs },
        ...(typeof Unit === 'string' && { unit: Unit }),
      }));
    });
  });
}

type Members = Readonly<Record<string, unknown>>;

function parsed(line: string): Members {
  try {
    return objectOf(JSON.parse(line));
  } catch {
    return {};
  }
}

/** Nothing where the line lacks one of them. */
function dimensionsOf(names: readonly unknown[], members: Members): Record<string, string> | undefined {
  const values = names.map((name) => [String(name), members[String(name)]] as const);
  if (values.length > mostDimensions || values.some(([, value]) => typeof value !== 'string'))
    return undefined;
  return Object.fromEntries(values.map(([name, value]) => [name, String(value)]));
}

/** A number, several, a distribution, or no more than its sum and bounds. */
function pairsIn(value: unknown): Pairs {
  if (isNumber(value)) return [value, 1];
  if (Array.isArray(value)) return value.filter(isNumber).flatMap((each) => [each, 1]);
  const { Values, Counts, Count, Sum, Min, Max } = objectOf(value);
  const values = listOf(Values).filter(isNumber);
  if (values.length > 0) {
    const counts = listOf(Counts);
    return values.flatMap((each, index) => [each, isNumber(counts[index]) ? counts[index] : 1]);
  }
  if (!(isNumber(Count) && isNumber(Sum) && isNumber(Min) && isNumber(Max))) return [];
  return pairsOfSet({ count: Count, sum: Sum, min: Min, max: Max });
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function objectOf(value: unknown): Members {
  return typeof value === 'object' && value !== null ? (value as Members) : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
