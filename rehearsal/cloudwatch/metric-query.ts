import { PropertyReader } from '../property-reader.ts';
import type { EvaluationRange } from './evaluation-range.ts';
import { evaluateExpression } from './math/evaluate-expression.ts';
import { type MathValue, series } from './math/math-value.ts';
import { parseExpression } from './math/parse-expression.ts';
import type { Expression } from './math/syntax.ts';
import type { MetricSource } from './metric-source.ts';
import { type MetricStatistic, pointsOf, readMetricId } from './metric-statistic.ts';
import { statisticOf } from './statistic.ts';

/** A metric or an expression, by the id that others name it by: of an alarm's `Metrics`, or of what GetMetricData asks. */
export interface MetricQuery {
  readonly id: string;
  readonly subject: string;
  readonly label: string | undefined;
  readonly returned: boolean;
  /** Of an expression without a metric. @default - that of its metrics */
  readonly periodSeconds: number | undefined;
  readonly of: MetricStatistic | Expression;
}

export type ReadPeriod = (reader: PropertyReader) => number;

/** @throws where two have one id, or one is malformed */
export function readMetricQueries(
  readers: readonly PropertyReader[],
  subject: string,
  readPeriod: ReadPeriod,
): readonly MetricQuery[] {
  const queries = readers.map((reader) => readQuery(reader, readPeriod));
  const ids = queries.map(({ id }) => id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) throw new Error(`${subject}: two of its metrics have the id '${twice}'`);
  return queries;
}

function readQuery(reader: PropertyReader, readPeriod: ReadPeriod): MetricQuery {
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
    label: reader.text('Label'),
    returned: reader.flag('ReturnData') ?? true,
    periodSeconds: reader.number('Period'),
    of:
      metric === undefined
        ? parseExpression(text ?? '', subject)
        : readMetricStat(metric, subject, readPeriod),
  };
}

function readMetricStat(reader: PropertyReader, subject: string, readPeriod: ReadPeriod): MetricStatistic {
  reader.refuseOthers(['Metric', 'Period', 'Stat', 'Unit']);
  const metric = reader.object('Metric') ?? new PropertyReader(`${subject}, Metric`, undefined);
  return {
    metric: readMetricId(metric),
    unit: reader.text('Unit'),
    statistic: statisticOf(reader.requiredText('Stat'), subject),
    periodSeconds: readPeriod(reader),
  };
}

export interface QueryScope {
  readonly queries: readonly MetricQuery[];
  readonly range: EvaluationRange;
  readonly source: MetricSource;
}

/** What a query comes to over a range, with all that it names. */
export function valueOfQuery(result: MetricQuery, { queries, range, source }: QueryScope): MathValue {
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
    return resolve(result.id, []);
  } catch (error) {
    throw new Error(`${result.subject}: ${error instanceof Error ? error.message : error}`);
  }
}
