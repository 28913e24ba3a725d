import { type ApiService, AwsError } from '../../plane.ts';
import type { PropertyReader } from '../../property-reader.ts';
import type { AlarmStep } from '../alarm-evaluator.ts';
import { type AlarmState, alarmStates } from '../alarm-state.ts';
import type { AlarmWatch } from '../alarm-watch.ts';
import type { AlarmBook } from '../alarms/alarm-book.ts';
import type { AlarmHistory } from '../alarms/alarm-history.ts';
import type { MetricStore } from '../store/metric-store.ts';
import { describeAlarmHistory } from './describe-alarm-history.ts';
import { describeAlarms } from './describe-alarms.ts';
import { getMetricData } from './get-metric-data.ts';
import { getMetricStatistics } from './get-metric-statistics.ts';
import { listMetrics } from './list-metrics.ts';
import { putMetricData } from './put-metric-data.ts';
import { operation } from './request-reader.ts';

export interface MonitoringApiParts {
  readonly store: MetricStore;
  readonly book: AlarmBook;
  readonly watch: AlarmWatch;
  readonly history: AlarmHistory;
  readonly region: string;
  readonly now: () => number;
  /** Told of what an alarm did because somebody put it into a state. */
  readonly onStep: (step: AlarmStep) => void;
}

/** CloudWatch's API, in each of the protocols that SDKs and versions of the CLI speak with it. */
export function monitoringApis(parts: MonitoringApiParts): readonly ApiService[] {
  const { store, book, history, region, now } = parts;
  const answers: Readonly<Record<string, (input: PropertyReader) => unknown>> = {
    PutMetricData: (input) => putMetricData(input, store, now()),
    GetMetricData: (input) => getMetricData(input, store),
    GetMetricStatistics: (input) => getMetricStatistics(input, store),
    ListMetrics: (input) => listMetrics(input, store, now()),
    DescribeAlarms: (input) => describeAlarms(input, book, region),
    DescribeAlarmHistory: (input) => describeAlarmHistory(input, { book, history }),
    SetAlarmState: (input) => setAlarmState(input, parts),
  };
  const operations = Object.fromEntries(
    Object.entries(answers).map(([name, answer]) => [name, operation(name, answer)]),
  );
  const signingName = 'monitoring';
  return [
    { signingName, protocol: 'json', namespace: 'GraniteServiceVersion20100801', operations },
    {
      signingName,
      protocol: 'query',
      namespace: 'http://monitoring.amazonaws.com/doc/2010-08-01/',
      operations,
    },
  ];
}

function setAlarmState(input: PropertyReader, { book, watch, now, onStep }: MonitoringApiParts): object {
  input.refuseOthers(['AlarmName', 'StateValue', 'StateReason', 'StateReasonData']);
  const [name, asked, reason] = [
    input.requiredText('AlarmName'),
    input.requiredText('StateValue'),
    input.requiredText('StateReason'),
  ];
  const state = alarmStates.find((each): each is AlarmState => each === asked);
  if (state === undefined) {
    throw new Error(
      `${input.subject}: 'StateValue' is '${asked}', and must be one of ${alarmStates.join(', ')}`,
    );
  }
  if (book.get(name) === undefined) throw new AwsError('ResourceNotFound', `Unknown alarm: ${name}`, 404);
  onStep(watch.set(name, { state, reason, since: now() }));
  return {};
}
