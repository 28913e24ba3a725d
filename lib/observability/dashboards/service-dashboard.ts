import { Dashboard } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { errorsByRelease, slowestRequests } from '../queries/service-queries.ts';
import { alarmStates } from './alarm-states.ts';
import { dashboardNames } from './dashboard-names.ts';
import { rowsOf, type Section } from './panel.ts';
import { callsOf, dataOf } from './service-dependencies.ts';
import { handledOf, publishedBy } from './service-events.ts';
import { serviceLinks } from './service-links.ts';
import { tasksOf } from './service-tasks.ts';
import { answersOf, trafficOf } from './service-traffic.ts';
import type { ServiceView } from './service-view.ts';
import { table } from './table.ts';

/**
 * One service: whether it does what it is there for, then what is asked of it and where to look next, then what it
 * runs on and waits for. A service without a queue has nothing about queues.
 */
export class ServiceDashboard extends Dashboard {
  constructor(scope: Construct, id: string, view: ServiceView) {
    const { stage, service, names } = view.context;
    super(scope, id, {
      dashboardName: dashboardNames(stage.name).of(service.name),
      start: '-PT3H',
    });
    const logs = { region: stage.region, logGroups: [names.logGroup] };
    const sections: readonly Section[] = [
      [...alarmStates(this, `Is anything wrong with ${service.name}?`, view.alarms), ...answersOf(view)],
      [...trafficOf(view), serviceLinks(view)],
      tasksOf(view),
      [...callsOf(view), ...dataOf(view), ...handledOf(view), ...publishedBy(view)],
      [table({ query: errorsByRelease, ...logs }), table({ query: slowestRequests, ...logs })],
    ];
    for (const row of sections.flatMap(rowsOf)) this.addWidgets(...row);
  }
}
