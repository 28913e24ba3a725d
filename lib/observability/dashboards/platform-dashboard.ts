import { Dashboard } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { alarmStates } from './alarm-states.ts';
import { dashboardNames } from './dashboard-names.ts';
import { rowsOf, type Section } from './panel.ts';
import { changesOf, versionsOf } from './platform-changes.ts';
import { canaryOf, crowdOf, customersOf } from './platform-customers.ts';
import { cacheOf, databaseOf } from './platform-data.ts';
import { platformLinks } from './platform-links.ts';
import { betweenServices, worstOf } from './platform-services.ts';
import type { PlatformView } from './platform-view.ts';
import { type ShownAlarm, subjectOf } from './shown-alarm.ts';

/** A stage: whether the shop is healthy, where it hurts, and what changed. */
export class PlatformDashboard extends Dashboard {
  constructor(scope: Construct, id: string, view: PlatformView) {
    super(scope, id, {
      dashboardName: dashboardNames(view.stage.name).platform,
      start: '-PT3H',
    });
    const pages = alarmStates(
      this,
      'Does anything need somebody now?',
      view.alarms.filter(({ severity }) => severity === 'page'),
    );
    const tickets = alarmStates(this, 'What of the platform can wait until the morning?', ownTickets(view));
    const sections: readonly Section[] = [
      [...pages.slice(0, 1), ...customersOf(view)],
      [...crowdOf(view), ...canaryOf(view), ...versionsOf(view), platformLinks(view)],
      worstOf(view),
      betweenServices(view),
      databaseOf(view),
      cacheOf(view),
      changesOf(view),
      [...pages.slice(1), ...tickets],
    ];
    for (const row of sections.flatMap(rowsOf)) this.addWidgets(...row);
  }
}

/** Those of a service are on its own dashboard, where its owner looks: a hundred services have hundreds. */
function ownTickets({ alarms, services }: PlatformView): readonly ShownAlarm[] {
  return alarms.filter(
    (alarm) => alarm.severity === 'ticket' && !services.some(({ name }) => name === subjectOf(alarm)),
  );
}
