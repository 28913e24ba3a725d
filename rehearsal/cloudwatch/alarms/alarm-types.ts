import { generatedName } from '../../generated-name.ts';
import { AwsError, type Played, type PlayedType } from '../../plane.ts';
import type { AlarmResource } from '../alarm-evaluator.ts';
import type { AlarmBook } from './alarm-book.ts';
import type { AlarmHistory } from './alarm-history.ts';
import { alarmArn } from './describe-alarm.ts';

export interface AlarmTypeParts {
  readonly book: AlarmBook;
  readonly history: AlarmHistory;
  readonly region: string;
  readonly now: () => number;
}

const common = [
  ...['AlarmName', 'AlarmDescription', 'ActionsEnabled'],
  ...['AlarmActions', 'OKActions', 'InsufficientDataActions'],
];
const ofMetric = [
  ...['ComparisonOperator', 'DatapointsToAlarm', 'Dimensions', 'EvaluateLowSampleCountPercentile'],
  ...['EvaluationPeriods', 'ExtendedStatistic', 'MetricName', 'Metrics', 'Namespace', 'Period'],
  ...['Statistic', 'Threshold', 'TreatMissingData', 'Unit'],
];
const ofComposite = [
  ...['AlarmRule', 'ActionsSuppressor', 'ActionsSuppressorExtensionPeriod', 'ActionsSuppressorWaitPeriod'],
];

/** Metric alarms, and those that are made of others. */
export function alarmTypes(parts: AlarmTypeParts): readonly PlayedType[] {
  return [
    alarmType('AWS::CloudWatch::Alarm', ofMetric, parts),
    alarmType('AWS::CloudWatch::CompositeAlarm', ofComposite, parts),
  ];
}

function alarmType(
  type: AlarmResource['type'],
  own: readonly string[],
  { book, history, region, now }: AlarmTypeParts,
): PlayedType {
  const put = (AlarmName: string, properties: AlarmResource['properties']): Played => {
    const { Tags: _tags, ...alarm } = properties;
    book.put([{ type, properties: { ...alarm, AlarmName } }]);
    return { physicalId: AlarmName, attributes: { Arn: alarmArn(region, AlarmName) } };
  };
  const note = (alarm: string, what: 'created' | 'updated' | 'deleted'): void =>
    history.note({
      alarm,
      at: now(),
      type: 'ConfigurationUpdate',
      summary: `Alarm "${alarm}" ${what}`,
      data: {},
    });
  return {
    type,
    plays: [...common, ...own],
    inert: { Tags: 'tags have no effect here' },
    replacedBy: ['AlarmName'],
    async create({ properties, stackName, logicalId }) {
      const { AlarmName } = properties;
      const name = typeof AlarmName === 'string' ? AlarmName : generatedName(stackName, logicalId, 255);
      if (book.get(name) !== undefined)
        throw new AwsError('AlreadyExistsException', `Alarm ${name} already exists`);
      const played = put(name, properties);
      note(name, 'created');
      return played;
    },
    async update({ physicalId, properties }) {
      const played = put(physicalId, properties);
      note(physicalId, 'updated');
      return played;
    },
    async delete({ physicalId }) {
      book.delete(physicalId);
      note(physicalId, 'deleted');
    },
  };
}
