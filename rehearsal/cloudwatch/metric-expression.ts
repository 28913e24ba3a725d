import { PropertyReader } from '../property-reader.ts';
import { type EvaluationRange, evaluationRange } from './evaluation-range.ts';
import { evaluateExpression } from './math/evaluate-expression.ts';
import { type MathValue, series, type TimeSeries } from './math/math-value.ts';
import { parseExpression } from './math/parse-expression.ts';
import type { Expression } from './math/syntax.ts';
import { metricsOf } from './metric-series.ts';
import type { MetricSource } from './metric-source.ts';
import { type MetricStatistic, pointsOf, readMetricId, readPeriod } from './metric-statistic.ts';
import { statisticOf } from './statistic.ts';

/** What the `Metrics` of an alarm come to. */
export interface MetricExpression {
  readonly periodSeconds: number;
  points(range: EvaluationRange, metrics: MetricSource): TimeSeries;
}

interface Query {
  readonly id: string;
  readonly subject: string;
  readonly returned: boolean;
  readonly of: MetricStatistic | Expression;
}

const mostMetrics = 10;

/** Reads `Metrics`, and refuses what could never be computed. */
export function readMetricExpression(alarm: PropertyReader): MetricExpression {
  const queries = alarm.objects('Metrics').map(readQuery);
  const { subject } = alarm;
  const returned = queries.filter((query) => query.returned);
  const [result] = returned;
  if (result === undefined || returned.length > 1) {
    const found = returned.map(({ id }) => id).join(', ') || 'none';
    throw new Error(`${subject}: one metric or expression has 'ReturnData', and here it is ${found}`);
  }
  const ids = queries.map(({ id }) => id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) throw new Error(`${subject}: two of its metrics have the id '${twice}'`);
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
  const expression: MetricExpression = {
    periodSeconds,
    points: (range, source) => compute(result, queries, range, source),
  };
  // What does not fit together is found without any data.
  expression.points(evaluationRange({ now: 0, periodSeconds, evaluationPeriods: 1 }), metricsOf([]));
  return expression;
}

function readQuery(reader: PropertyReader): Query {
  reader.refuseOthers(['Id', 'Label', 'ReturnData', 'Period', 'Expression', 'MetricStat']);
  const id = reader.requiredText('Id');
  if (!/^[a-z][A-Za-z0-9_]*$/.test(id)) {
    throw new Error(
      `${reader.subject}: the id '${id}' must begin with a small letter, and hold letters, digits and _`,
    );
  }
  const subject = `${reader.subject} '${id}'`;
  const [text, metric] = [reader.text('Expression'), reader.object('MetricStat')];
  if ((text === undefined) === (metric === undefined)) {
    throw new Error(`${subject}: it needs either 'Expression' or 'MetricStat'`);
  }
  return {
    id,
    subject,
    returned: reader.flag('ReturnData') ?? true,
    of: metric === undefined ? parseExpression(text ?? '', subject) : readMetricStat(metric, subject),
  };
}

function readMetricStat(reader: PropertyReader, subject: string): MetricStatistic {
  reader.refuseOthers(['Metric', 'Period', 'Stat', 'Unit']);
  const metric = reader.object('Metric') ?? new PropertyReader(`${subject}, Metric`, undefined);
  return {
    metric: readMetricId(metric),
    unit: reader.text('Unit'),
    statistic: statisticOf(reader.requiredText('Stat'), subject),
    periodSeconds: readPeriod(reader),
  };
}

function compute(
  result: Query,
  queries: readonly Query[],
  range: EvaluationRange,
  source: MetricSource,
): TimeSeries {
  const metrics = new Map(
    queries.flatMap(({ id, of }) => ('metric' in of ? [[id, pointsOf(of, range, source)] as const] : [])),
  );
  const resolve = (id: string, asking: readonly string[]): MathValue => {
    const points = metrics.get(id);
    if (points !== undefined) return series(points);
    const query = queries.find((each) => each.id === id);
    if (query === undefined || 'metric' in query.of) {
      throw new Error(`there is no '${id}', known: ${queries.map((each) => each.id).join(', ')}`);
    }
    if (asking.includes(id)) throw new Error(`${[...asking, id].join(' needs ')}`);
    const scope = { range, metrics, resolve: (other: string) => resolve(other, [...asking, id]) };
    return evaluateExpression(query.of, scope);
  };
  try {
    const value = resolve(result.id, []);
    if (value.kind === 'TS') return value.points;
    const found = value.kind === 'S' ? 'a number' : 'several series';
    throw new Error(`an alarm watches one series, and this gives ${found}`);
  } catch (error) {
    throw new Error(`${result.subject}: ${error instanceof Error ? error.message : error}`);
  }
}
