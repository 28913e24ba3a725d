import { collectsTraces } from '../../service/traces-agent.ts';
import { alarmsLink, dashboardLink, insightsLink, tracesMapLink } from '../console-links.ts';
import { stageQueries } from '../queries/stage-queries.ts';
import { dashboardNames } from './dashboard-names.ts';
import { links } from './links.ts';
import type { Panel } from './panel.ts';
import type { PlatformView } from './platform-view.ts';
import { runbookLinks } from './runbook-links.ts';
import { subjectOf } from './shown-alarm.ts';

/** More than these would not fit where they stand; the console lists all dashboards. */
const mostLinks = 20;

/** Where whoever looks at a stage goes on. What is about a service is on that service's dashboard. */
export function platformLinks({ stage, services, alarms, source, logGroups }: PlatformView): Panel {
  const { region, name } = stage;
  const names = services.map((service) => service.name);
  const pages = alarms.filter((alarm) => alarm.severity === 'page' && !names.includes(subjectOf(alarm)));
  return links('Where do I look next?', {
    Services: names
      .slice(0, mostLinks)
      .map((service) => ({ text: service, to: dashboardLink(region, dashboardNames(name).of(service)) })),
    Logs: stageQueries.map((query) => ({
      text: query.name,
      to: insightsLink({ region, logGroups, query: query.query }),
    })),
    Traces: collectsTraces(stage) ? [{ text: 'map', to: tracesMapLink(region) }] : [],
    Alarms: [{ text: 'all that ring', to: alarmsLink(region, name) }],
    Runbook: runbookLinks(source, names, pages),
  });
}
