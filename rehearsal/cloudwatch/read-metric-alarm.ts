import { PropertyReader } from '../property-reader.ts';
import { actionProperties, readActions } from './alarm-actions.ts';
import { readAlarmName } from './alarm-name.ts';
import { comparisons } from './comparison.ts';
import type { MetricAlarm, Watched } from './metric-alarm.ts';
import { readMetricExpression } from './metric-expression.ts';
import { type TreatMissingData, treatments } from './missing-data.ts';
import { readWatchedMetric } from './watched-metric.ts';

const common = [
  ...['AlarmName', 'AlarmDescription', 'Tags', ...actionProperties],
  ...['ComparisonOperator', 'Threshold', 'EvaluationPeriods', 'DatapointsToAlarm', 'TreatMissingData'],
];
const ofOneMetric = [
  ...['Namespace', 'MetricName', 'Dimensions', 'Unit', 'Period'],
  ...['Statistic', 'ExtendedStatistic', 'EvaluateLowSampleCountPercentile'],
];

/** @throws with a sentence that names the alarm, where CloudWatch would refuse it, or where it cannot be played. */
export function readMetricAlarm(properties: Readonly<Record<string, unknown>>): MetricAlarm {
  const name = readAlarmName(properties);
  const reader = new PropertyReader(`alarm '${name}'`, properties);
  const hasMetrics = reader.has('Metrics');
  reader.refuseOthers([...common, ...(hasMetrics ? ['Metrics'] : ofOneMetric)]);
  const watched = hasMetrics ? readMetricExpression(reader) : readWatchedMetric(reader);
  const evaluationPeriods =
    wholeNumber(reader, 'EvaluationPeriods') ?? reader.requiredNumber('EvaluationPeriods');
  const datapointsToAlarm = wholeNumber(reader, 'DatapointsToAlarm') ?? evaluationPeriods;
  if (datapointsToAlarm > evaluationPeriods) {
    throw new Error(
      `${reader.subject}: 'DatapointsToAlarm' is ${datapointsToAlarm}, more than its ${evaluationPeriods} evaluation periods`,
    );
  }
  refuseTooLong(reader, watched, evaluationPeriods);
  return {
    name,
    actions: readActions(reader),
    periodSeconds: watched.periodSeconds,
    evaluationPeriods,
    datapointsToAlarm,
    threshold: reader.requiredNumber('Threshold'),
    comparison: oneOf(reader, 'ComparisonOperator', comparisons),
    treatMissingData: oneOf(reader, 'TreatMissingData', treatmentsByName, 'missing'),
    watched,
  };
}

const treatmentsByName: Readonly<Record<string, TreatMissingData>> = Object.fromEntries(
  treatments.map((each) => [each, each]),
);

function oneOf<Choice>(
  reader: PropertyReader,
  name: string,
  choices: Readonly<Record<string, Choice>>,
  otherwise?: string,
): Choice {
  const value = reader.text(name) ?? otherwise ?? reader.requiredText(name);
  const choice = choices[value];
  if (choice !== undefined) return choice;
  throw new Error(
    `${reader.subject}: '${name}' is '${value}', which is not played here, use ${Object.keys(choices).join(', ')}`,
  );
}

function wholeNumber(reader: PropertyReader, name: string): number | undefined {
  const value = reader.number(name);
  if (value === undefined || (Number.isInteger(value) && value > 0)) return value;
  throw new Error(`${reader.subject}: '${name}' is ${value}, and must be a whole number of at least 1`);
}

/** What CloudWatch looks back for at most: a day, and a week with periods of an hour and more. */
function refuseTooLong(reader: PropertyReader, { periodSeconds }: Watched, evaluationPeriods: number): void {
  const most = (periodSeconds < 3600 ? 1 : 7) * 86_400;
  const length = periodSeconds * evaluationPeriods;
  if (length <= most) return;
  throw new Error(
    `${reader.subject}: it looks back for ${length} seconds, and with periods of ${periodSeconds} seconds may for ${most}`,
  );
}
