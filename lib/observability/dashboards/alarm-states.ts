import {
  Alarm,
  AlarmStatusWidget,
  AlarmStatusWidgetSortBy,
  CfnAlarm,
  CfnCompositeAlarm,
} from 'aws-cdk-lib/aws-cloudwatch';
import { Construct, type IConstruct } from 'constructs';
import type { Question } from '../question.ts';
import { panelHeight } from './graph.ts';
import type { Panel } from './panel.ts';

/** As many as one widget shows. */
const mostAlarms = 100;
/** How far it looks back, of one that is only a part of a composite alarm. */
const part = /-\d+[mhd]$/;

/** The names of all alarms under a construct that somebody is told of, in their order. */
export function alarmNamesIn(scope: IConstruct): readonly string[] {
  return scope.node
    .findAll()
    .filter((node) => node instanceof CfnAlarm || node instanceof CfnCompositeAlarm)
    .flatMap(({ alarmName }) => (alarmName === undefined || part.test(alarmName) ? [] : [alarmName]))
    .toSorted();
}

/** Those that ring first. They are named, since they stand in stacks that know nothing of this one. */
export function alarmStates(scope: Construct, asks: Question, names: readonly string[]): readonly Panel[] {
  const known = new Construct(scope, 'Alarms');
  const parts = Array.from({ length: Math.ceil(names.length / mostAlarms) }, (_, index) =>
    names.slice(index * mostAlarms, (index + 1) * mostAlarms),
  );
  return parts.map((some, index) => (width: number) => {
    const alarms = some.map((name) => Alarm.fromAlarmName(known, name.replaceAll('/', '-'), name));
    return new AlarmStatusWidget({
      title: parts.length === 1 ? asks : `${asks.slice(0, -1)}, ${index + 1} of ${parts.length}?`,
      width,
      height: panelHeight,
      alarms,
      sortBy: AlarmStatusWidgetSortBy.STATE_UPDATED_TIMESTAMP,
    });
  });
}

/** Whether a name is of an alarm about one service: `prod/catalog/5xx-blue` */
export function isAbout(stage: string, service: string): (alarm: string) => boolean {
  return (alarm) => alarm.startsWith(`${stage}/${service}/`);
}
