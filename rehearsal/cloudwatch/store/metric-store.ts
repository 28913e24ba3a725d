import {
  type MetricId,
  type MetricSource,
  metricKey,
  type Sample,
  type SampleQuery,
} from '../metric-source.ts';
import { MeasuredSeries, type Retention } from './measured-series.ts';
import type { Pairs } from './pairs.ts';

export interface Measurement extends MetricId {
  /** @default - `None` */
  readonly unit?: string;
  readonly at: number;
  readonly pairs: Pairs;
}

export interface ListedMetric extends MetricId {
  /** When the newest of it was measured. */
  readonly lastAt: number;
}

interface KeptMetric {
  readonly id: MetricId;
  /** When it was measured first. */
  readonly firstAt: number;
  readonly byUnit: Map<string, MeasuredSeries>;
}

export interface MetricStoreProps {
  readonly retention: Retention;
  readonly now: () => number;
}

/** More than a stage has; a metric that changes one of its dimensions all the time must not fill the memory. */
const mostMetrics = 5000;

/** All metrics there are, bounded in how many and in how long. */
export class MetricStore implements MetricSource {
  readonly #props: MetricStoreProps;
  readonly #metrics = new Map<string, KeptMetric>();

  constructor(props: MetricStoreProps) {
    this.#props = props;
  }

  /** Whether it was taken: a new metric is not where there are too many. */
  put({ unit = 'None', at, pairs, namespace, name, dimensions }: Measurement): boolean {
    const id = { namespace, name, dimensions };
    const key = metricKey(id);
    const known = this.#metrics.get(key);
    if (known === undefined && this.#metrics.size >= mostMetrics) return false;
    const metric = known ?? { id, firstAt: at, byUnit: new Map() };
    if (known === undefined) this.#metrics.set(key, metric);
    const series = metric.byUnit.get(unit) ?? new MeasuredSeries(this.#props.retention);
    metric.byUnit.set(unit, series);
    series.add(at, pairs, this.#props.now());
    return true;
  }

  samples({ unit, from, to, ...id }: SampleQuery): readonly Sample[] {
    const metric = this.#metrics.get(metricKey(id));
    if (metric === undefined) return [];
    const wanted = unit === undefined ? [...metric.byUnit.values()] : [metric.byUnit.get(unit)];
    const [only, ...others] = wanted.map((series) => series?.samples(from, to) ?? []);
    // Nearly every metric comes in one unit, and there may be many samples to copy.
    return others.length === 0 ? (only ?? []) : [only ?? [], ...others].flat();
  }

  /** When it was measured first, of all that is still known of it. */
  firstAt(id: MetricId): number | undefined {
    return this.#metrics.get(metricKey(id))?.firstAt;
  }

  /** The unit it came in, where it is one alone. */
  unitOf(id: MetricId): string | undefined {
    const units = [...(this.#metrics.get(metricKey(id))?.byUnit.keys() ?? [])];
    return units.length === 1 ? units[0] : undefined;
  }

  list(): readonly ListedMetric[] {
    return [...this.#metrics.values()].map(({ id, byUnit }) => ({ ...id, lastAt: lastOf(byUnit) }));
  }

  /** Drops what nobody has measured for as long as anything is kept. */
  forget(): void {
    const now = this.#props.now();
    for (const [key, { byUnit }] of this.#metrics) {
      for (const series of byUnit.values()) series.forget(now);
      if (lastOf(byUnit) < now - this.#props.retention.minutesMs) this.#metrics.delete(key);
    }
  }
}

function lastOf(byUnit: ReadonlyMap<string, MeasuredSeries>): number {
  return Math.max(0, ...[...byUnit.values()].map(({ lastAt }) => lastAt));
}
