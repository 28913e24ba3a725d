import { Dashboard } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { alarmStates } from './alarm-states.ts';
import { dashboardNames } from './dashboard-names.ts';
import { rowsOf, type Section } from './panel.ts';
import { changesOf, versionsOf } from './platform-changes.ts';
import { crowdOf, customersOf } from './platform-customers.ts';
import { cacheOf, databaseOf } from './platform-data.ts';
import { platformLinks } from './platform-links.ts';
import { betweenServices, worstOf } from './platform-services.ts';
import type { PlatformView } from './platform-view.ts';

/** A stage: whether the shop is healthy, where it hurts, and what changed. */
export class PlatformDashboard extends Dashboard {
  constructor(scope: Construct, id: string, view: PlatformView) {
    super(scope, id, {
      dashboardName: dashboardNames(view.stage.name).platform,
      start: '-PT3H',
    });
    const [states, ...moreStates] = alarmStates(this, 'Is anything wrong?', view.alarms);
    const sections: readonly Section[] = [
      [...(states === undefined ? [] : [states]), ...customersOf(view)],
      [...crowdOf(view), ...versionsOf(view), platformLinks(view)],
      worstOf(view),
      betweenServices(view),
      databaseOf(view),
      cacheOf(view),
      changesOf(view),
      moreStates,
    ];
    for (const row of sections.flatMap(rowsOf)) this.addWidgets(...row);
  }
}
