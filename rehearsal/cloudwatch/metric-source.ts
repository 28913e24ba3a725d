/** A metric is its namespace, its name and all of its dimensions: with one more or one fewer it is another metric. */
export interface MetricId {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

/** What somebody measured at a moment. */
export interface Sample {
  /** In milliseconds since 1970. */
  readonly at: number;
  readonly value: number;
  /** @default - it was measured once */
  readonly count?: number;
}

export interface SampleQuery extends MetricId {
  /** Only samples of this unit. @default - whatever their unit is */
  readonly unit?: string;
  /** In milliseconds, inclusive. */
  readonly from: number;
  /** In milliseconds, exclusive. */
  readonly to: number;
}

/** Where alarms get their samples: made up by a test, or measured. */
export interface MetricSource {
  samples(query: SampleQuery): readonly Sample[];
}

/** The same for the same metric, in whatever order its dimensions are written. */
export function metricKey({ namespace, name, dimensions }: MetricId): string {
  const sorted = Object.entries(dimensions).sort(([left], [right]) => (left < right ? -1 : 1));
  return JSON.stringify([namespace, name, sorted]);
}
