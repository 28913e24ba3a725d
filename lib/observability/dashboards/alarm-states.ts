import { Alarm, AlarmStatusWidget, AlarmStatusWidgetSortBy } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { Question } from '../question.ts';
import { panelHeight } from './graph.ts';
import type { Section } from './panel.ts';
import type { ShownAlarm } from './shown-alarm.ts';

/** As many as one widget shows. */
const mostAlarms = 100;

/** Those that ring first. More than one panel holds are in further ones. */
export function alarmStates(scope: Construct, asks: Question, all: readonly ShownAlarm[]): Section {
  const parts = Array.from({ length: Math.ceil(all.length / mostAlarms) }, (_, index) =>
    all.slice(index * mostAlarms, (index + 1) * mostAlarms),
  );
  return parts.map(
    (some, index) => (width: number) =>
      new AlarmStatusWidget({
        title: parts.length === 1 ? asks : `${asks.slice(0, -1)}, ${index + 1} of ${parts.length}?`,
        width,
        height: panelHeight,
        alarms: some.map(({ name }) => Alarm.fromAlarmName(scope, name.replaceAll('/', '-'), name)),
        sortBy: AlarmStatusWidgetSortBy.STATE_UPDATED_TIMESTAMP,
      }),
  );
}
