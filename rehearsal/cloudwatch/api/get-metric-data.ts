import type { PropertyReader } from '../../property-reader.ts';
import type { TimeSeries } from '../math/math-value.ts';
import { namesIn } from '../math/names-in.ts';
import { type MetricQuery, readMetricQueries, valueOfQuery } from '../metric-query.ts';
import type { MetricSource } from '../metric-source.ts';
import { askedRange } from './asked-range.ts';
import { readAskedPeriod } from './request-reader.ts';

const mostQueries = 500;
/** In one answer; nothing is told in parts here. */
const mostPoints = 100_800;

/** Metrics and expressions over a stretch of time, each by its own periods. */
export function getMetricData(input: PropertyReader, source: MetricSource): object {
  input.refuseOthers([
    'MetricDataQueries',
    'StartTime',
    'EndTime',
    'ScanBy',
    'MaxDatapoints',
    'LabelOptions',
  ]);
  const readers = input.objects('MetricDataQueries');
  if (readers.length === 0 || readers.length > mostQueries) {
    throw new Error(
      `${input.subject}: 'MetricDataQueries' holds ${readers.length}, and must hold 1 to ${mostQueries}`,
    );
  }
  const queries = readMetricQueries(readers, input.subject, readAskedPeriod);
  const isAscending = input.text('ScanBy') === 'TimestampAscending';
  const most = input.number('MaxDatapoints') ?? mostPoints;
  const results = queries
    .filter(({ returned }) => returned)
    .flatMap((query) => resultsOf(query, { queries, source, input, isAscending }));
  const points = results.reduce((total, { Values }) => total + Values.length, 0);
  if (points > most) {
    throw new Error(
      `${input.subject}: it finds ${points} points, where ${most} are asked for at most: take longer periods, or less time`,
    );
  }
  return { MetricDataResults: results, Messages: [] };
}

interface Asked {
  readonly queries: readonly MetricQuery[];
  readonly source: MetricSource;
  readonly input: PropertyReader;
  readonly isAscending: boolean;
}

interface MetricDataResult {
  readonly Id: string;
  readonly Label: string;
  readonly Timestamps: readonly Date[];
  readonly Values: readonly number[];
  readonly StatusCode: 'Complete';
}

function resultsOf(query: MetricQuery, asked: Asked): readonly MetricDataResult[] {
  const needed = neededBy(query, asked.queries);
  const range = askedRange(asked.input, periodOf(query, needed), mostPoints);
  const value = valueOfQuery(query, { queries: needed, range, source: asked.source });
  if (value.kind === 'S') {
    throw new Error(
      `${query.subject}: it is a number, and a time series is asked for: TIME_SERIES makes one`,
    );
  }
  const label = query.label ?? ('metric' in query.of ? query.of.metric.name : query.id);
  const all: readonly TimeSeries[] = value.kind === 'TS' ? [value.points] : value.all;
  return all.map((points, index) => {
    const known = range.starts.flatMap((start, at) => {
      const point = points[at];
      return point === undefined ? [] : [{ start, point }];
    });
    if (!asked.isAscending) known.reverse();
    return {
      Id: query.id,
      Label: value.kind === 'TS' ? label : `${label} ${index + 1}`,
      Timestamps: known.map(({ start }) => new Date(start)),
      Values: known.map(({ point }) => point),
      StatusCode: 'Complete',
    };
  });
}

/** Itself, and all that it names, however far. */
function neededBy(query: MetricQuery, queries: readonly MetricQuery[]): readonly MetricQuery[] {
  const ids = queries.map(({ id }) => id);
  const needed = new Set<MetricQuery>();
  const visit = (each: MetricQuery): void => {
    if (needed.has(each)) return;
    needed.add(each);
    if ('metric' in each.of) return;
    for (const name of namesIn(each.of, ids)) {
      const other = queries.find(({ id }) => id === name);
      if (other !== undefined) visit(other);
    }
  };
  visit(query);
  // In the order they were asked in, which METRICS() keeps.
  return queries.filter((each) => needed.has(each));
}

function periodOf(query: MetricQuery, needed: readonly MetricQuery[]): number {
  const ofMetrics = needed.flatMap(({ of }) => ('metric' in of ? [of.periodSeconds] : []));
  const [period, ...others] = new Set(ofMetrics.length === 0 ? [query.periodSeconds] : ofMetrics);
  if (period !== undefined && others.length === 0) return period;
  const found = ofMetrics.length === 0 ? 'none' : [period, ...others].join(', ');
  throw new Error(`${query.subject}: all its metrics have one period, and here it is ${found}`);
}
