import { Duration } from 'aws-cdk-lib';
import { type IMetric, MathExpression, Metric, SearchExpression } from 'aws-cdk-lib/aws-cloudwatch';

export const minute = Duration.minutes(1);

export interface MetricSeries {
  readonly namespace: string;
  readonly name: string;
  /** `Sum`, `Average`, `p99` */
  readonly statistic: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly label: string;
  readonly color?: string;
}

export function metric({ namespace, name, statistic, dimensions, label, color }: MetricSeries): Metric {
  return new Metric({
    namespace,
    metricName: name,
    statistic,
    period: minute,
    dimensionsMap: { ...dimensions },
    label,
    ...(color && { color }),
  });
}

/** What a formula makes of metrics, by the names it has for them. */
export function formula(
  expression: string,
  label: string,
  usingMetrics: Readonly<Record<string, IMetric>>,
  color?: string,
): MathExpression {
  return new MathExpression({
    expression,
    label,
    period: minute,
    usingMetrics: { ...usingMetrics },
    ...(color && { color }),
  });
}

export interface Search {
  readonly namespace: string;
  readonly name: string;
  readonly statistic: string;
  /** Those that tell the lines apart have no value here. */
  readonly dimensions: Readonly<Record<string, string | undefined>>;
  /** The dimensions that name a line. */
  readonly by: readonly string[];
  /** How many lines at most, those with the most first. @default - all that there are */
  readonly most?: number;
}

/** A line for whatever reports such a metric, also what nobody knew of when this was written, such as a version. */
export function search({ namespace, name, statistic, dimensions, by, most }: Search): SearchExpression {
  const schema = `{${[namespace, ...Object.keys(dimensions)].join(',')}}`;
  const chosen = Object.entries(dimensions).flatMap(([dimension, value]) =>
    value === undefined ? [] : [` ${dimension}="${value}"`],
  );
  const found = `SEARCH('${schema} MetricName="${name}"${chosen.join('')}', '${statistic}', ${minute.toSeconds()})`;
  return new SearchExpression({
    expression: most === undefined ? found : `SORT(${found}, MAX, DESC, ${most})`,
    label: by.map((dimension) => `\${PROP('Dim.${dimension}')}`).join(' '),
    period: minute,
  });
}
