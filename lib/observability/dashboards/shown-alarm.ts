import { CfnAlarm, CfnCompositeAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { IConstruct } from 'constructs';
import type { Severity } from '../alarms/severity.ts';

/** An alarm, by what a dashboard has to know of it: it stands in a stack that knows nothing of the dashboard's. */
export interface ShownAlarm {
  /** `prod/catalog/5xx-blue` */
  readonly name: string;
  readonly severity: Severity;
}

/** How far it looks back, of one that is only a part of a composite alarm. */
const part = /-\d+[mhd]$/;

/** All alarms under a construct that somebody is told of, by name. */
export function shownAlarmsIn(scope: IConstruct): readonly ShownAlarm[] {
  return scope.node
    .findAll()
    .filter((node) => node instanceof CfnAlarm || node instanceof CfnCompositeAlarm)
    .flatMap(({ alarmName, alarmDescription, alarmActions }): readonly ShownAlarm[] =>
      alarmName === undefined || alarmActions === undefined || part.test(alarmName)
        ? []
        : [{ name: alarmName, severity: alarmDescription?.startsWith('Page: ') ? 'page' : 'ticket' }],
    )
    .toSorted((left, right) => (left.name < right.name ? -1 : 1));
}

/** What an alarm is about: a service, or a part of the platform. */
export function subjectOf({ name }: ShownAlarm): string {
  return name.split('/')[1] ?? '';
}
