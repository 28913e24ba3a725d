import type { PropertyReader } from '../property-reader.ts';
import { evaluationRange } from './evaluation-range.ts';
import type { TimeSeries } from './math/math-value.ts';
import type { Watched } from './metric-alarm.ts';
import { type MetricQuery, type QueryScope, readMetricQueries, valueOfQuery } from './metric-query.ts';
import { metricsOf } from './metric-series.ts';
import { readPeriod } from './metric-statistic.ts';

const mostMetrics = 10;

/** Reads `Metrics` of an alarm, and refuses what could never be computed. */
export function readMetricExpression(alarm: PropertyReader): Watched {
  const { subject } = alarm;
  const queries = readMetricQueries(alarm.objects('Metrics'), subject, readPeriod);
  const returned = queries.filter((query) => query.returned);
  const [result] = returned;
  if (result === undefined || returned.length > 1) {
    const found = returned.map(({ id }) => id).join(', ') || 'none';
    throw new Error(`${subject}: one metric or expression has 'ReturnData', and here it is ${found}`);
  }
  const metrics = queries.flatMap(({ of }) => ('metric' in of ? [of] : []));
  const periods = [...new Set(metrics.map(({ periodSeconds }) => periodSeconds))];
  const [periodSeconds] = periods;
  if (periodSeconds === undefined || periods.length > 1) {
    const found = periods.join(', ') || 'none, since it has no metric';
    throw new Error(`${subject}: all its metrics have one period, and here it is ${found}`);
  }
  if (metrics.length > mostMetrics) {
    throw new Error(`${subject}: it has ${metrics.length} metrics, and may have ${mostMetrics}`);
  }
  const expression: Watched = {
    periodSeconds,
    metrics: metrics.map(({ metric }) => metric),
    points: (range, source) => oneSeries(result, { queries, range, source }),
  };
  // What does not fit together is found without any data.
  expression.points(evaluationRange({ now: 0, periodSeconds, evaluationPeriods: 1 }), metricsOf([]));
  return expression;
}

function oneSeries(result: MetricQuery, scope: QueryScope): TimeSeries {
  const value = valueOfQuery(result, scope);
  if (value.kind === 'TS') return value.points;
  const found = value.kind === 'S' ? 'a number' : 'several series';
  throw new Error(`${result.subject}: an alarm watches one series, and this gives ${found}`);
}
