import type { Sample } from './metric-source.ts';

/** What becomes of the samples of one period; nothing without samples. */
export interface Statistic {
  /** `p99` */
  readonly name: string;
  /** Whether an alarm names it as `ExtendedStatistic`. */
  readonly isExtended: boolean;
  /** `0.99` of `p99`. */
  readonly percentile: number | undefined;
  of(samples: readonly Sample[]): number | undefined;
}

const simple: Readonly<Record<string, (samples: readonly Sample[]) => number>> = {
  SampleCount: count,
  Sum: sum,
  Average: (samples) => sum(samples) / count(samples),
  Minimum: (samples) => Math.min(...samples.map(({ value }) => value)),
  Maximum: (samples) => Math.max(...samples.map(({ value }) => value)),
};

/** @param subject begins the error: `alarm 'dev/catalog/latency'` */
export function statisticOf(name: string, subject: string): Statistic {
  const plain = simple[name];
  const compute = plain ?? byShare(name) ?? byBounds(name);
  if (compute === undefined) {
    throw new Error(
      `${subject}: the statistic '${name}' is not played here, use ${Object.keys(simple).join(', ')}, p0.1 to p100, tm0.1 to tm100, or TC and PR with bounds, as in PR(:0.5) and TC(0.5:2)`,
    );
  }
  return {
    name,
    isExtended: plain === undefined,
    percentile: name.startsWith('p') ? Number(name.slice(1)) / 100 : undefined,
    of: (samples) => (samples.length === 0 ? undefined : compute(samples)),
  };
}

type Compute = (samples: readonly Sample[]) => number;

/** `p99`, `tm99` */
function byShare(name: string): Compute | undefined {
  const [, kind, percent] = /^(p|tm)(\d{1,3}(?:\.\d{1,10})?)$/.exec(name) ?? [];
  const share = Number(percent) / 100;
  if (kind === undefined || share <= 0 || share > 1) return undefined;
  return kind === 'p' ? (samples) => percentile(samples, share) : (samples) => trimmedMean(samples, share);
}

/** `TC(0.5:)` is how many are greater than half, `PR(:0.5)` the percentage of those that are not. */
function byBounds(name: string): Compute | undefined {
  const [, kind, lower, upper] = /^(TC|PR)\((\d*\.?\d*):(\d*\.?\d*)\)$/.exec(name) ?? [];
  if (kind === undefined || lower === upper) return undefined;
  const [above, most] = [
    Number(lower || Number.NEGATIVE_INFINITY),
    Number(upper || Number.POSITIVE_INFINITY),
  ];
  const within: Compute = (samples) => count(samples.filter(({ value }) => value > above && value <= most));
  return kind === 'TC' ? within : (samples) => (100 * within(samples)) / count(samples);
}

function count(samples: readonly Sample[]): number {
  return samples.reduce((total, { count = 1 }) => total + count, 0);
}

function sum(samples: readonly Sample[]): number {
  return samples.reduce((total, { value, count = 1 }) => total + value * count, 0);
}

/** The least value that so great a share of all values does not exceed. CloudWatch's own is within a percent of it. */
function percentile(samples: readonly Sample[], share: number): number {
  const wanted = rank(samples, share);
  let seen = 0;
  let value = Number.NaN;
  for (const sample of ascending(samples)) {
    value = sample.value;
    seen += sample.count ?? 1;
    if (seen >= wanted) break;
  }
  return value;
}

/** The average of all values but the highest. */
function trimmedMean(samples: readonly Sample[], share: number): number {
  let left = rank(samples, share);
  const kept: Sample[] = [];
  for (const sample of ascending(samples)) {
    const taken = Math.min(left, sample.count ?? 1);
    kept.push({ ...sample, count: taken });
    left -= taken;
  }
  return sum(kept) / count(kept);
}

/** Rounded first, since `0.07 * 100` is a little more than 7. */
function rank(samples: readonly Sample[], share: number): number {
  return Math.max(1, Math.ceil(Number((share * count(samples)).toFixed(9))));
}

function ascending(samples: readonly Sample[]): readonly Sample[] {
  return samples.toSorted((left, right) => left.value - right.value);
}
