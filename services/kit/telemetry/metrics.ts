import { counter, distribution, gauge, type MetricValue, type Series } from './series.ts';

/**
 * What a process counts and measures, added up until it is reported. Recording costs well under a microsecond.
 * A name ends in its unit where it has one: `PoolUsePercent`, `QueueAgeSeconds`.
 */
export interface Metrics {
  /** How often something happened. */
  count(name: string, amount?: number): void;
  /** How much there is of something at the moment: the lowest, the highest and the mean are kept. */
  gauge(name: string, value: number): void;
  /** How long something took, in milliseconds: its distribution is kept. */
  observe(name: string, ms: number): void;
  /** A gauge that is read when it is reported; gives what ends that. */
  watch(name: string, read: () => number): () => void;
  /** The same for one of several, such as `{ upstream: 'catalog' }`. Made once, not for each use. */
  with(dimension: Dimension): Metrics;
  /** All since the last time. */
  take(): readonly MetricGroup[];
}

export type Dimension = Readonly<Record<string, string>>;

export interface MetricGroup {
  readonly dimension: Dimension;
  readonly metrics: readonly TakenMetric[];
}

export interface TakenMetric {
  readonly name: string;
  readonly kind: MetricKind;
  readonly value: MetricValue;
}

type MetricKind = 'count' | 'gauge' | 'observe';

interface Named {
  readonly kind: MetricKind;
  readonly series: Series;
}

const makers: Readonly<Record<MetricKind, () => Series>> = {
  count: counter,
  gauge,
  observe: distribution,
};

export function createMetrics(): Metrics {
  const groups = new Map<
    string,
    { readonly dimension: Dimension; readonly metrics: Metrics; take(): MetricGroup }
  >();
  const groupOf = (dimension: Dimension) => {
    const key = JSON.stringify(dimension);
    const known = groups.get(key);
    if (known !== undefined) return known;
    const made = createGroup(
      dimension,
      (other) => groupOf({ ...dimension, ...other }).metrics,
      () => [...groups.values()].map((group) => group.take()).filter(({ metrics }) => metrics.length > 0),
    );
    groups.set(key, made);
    return made;
  };
  return groupOf({}).metrics;
}

function createGroup(dimension: Dimension, deeper: Metrics['with'], takeAll: Metrics['take']) {
  const all = new Map<string, Named>();
  const watched = new Set<{ readonly name: string; readonly read: () => number }>();
  const add = (kind: MetricKind, name: string, value: number): void => {
    let named = all.get(name);
    if (named === undefined) {
      named = { kind, series: makers[kind]() };
      all.set(name, named);
    }
    named.series.add(value);
  };
  const metrics: Metrics = {
    count: (name, amount = 1) => add('count', name, amount),
    gauge: (name, value) => add('gauge', name, value),
    observe: (name, ms) => add('observe', name, ms),
    watch(name, read) {
      const entry = { name, read };
      watched.add(entry);
      return () => void watched.delete(entry);
    },
    with: deeper,
    take: takeAll,
  };
  const take = (): MetricGroup => {
    for (const { name, read } of watched) add('gauge', name, read());
    const taken: TakenMetric[] = [];
    for (const [name, { kind, series }] of all) {
      const value = series.take();
      if (value !== undefined) taken.push({ name, kind, value });
    }
    return { dimension, metrics: taken };
  };
  return { dimension, metrics, take };
}

/** Those of this process, where the parts of the kit record unless they are given others; `serve` reports them. */
export const processMetrics: Metrics = createMetrics();
