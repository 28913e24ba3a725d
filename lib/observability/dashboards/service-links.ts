import { collectsTraces } from '../../service/traces-agent.ts';
import { dashboardLink, insightsLink, tracesLink, tracesMapLink } from '../console-links.ts';
import { serviceQueries } from '../queries/service-queries.ts';
import { oneTrace } from '../queries/stage-queries.ts';
import { dashboardNames } from './dashboard-names.ts';
import { links } from './links.ts';
import type { Panel } from './panel.ts';
import { runbookLinks } from './runbook-links.ts';
import type { ServiceView } from './service-view.ts';

/** Where whoever looks at a service goes on. */
export function serviceLinks({ context, alarms, services, source }: ServiceView): Panel {
  const { stage, service, names } = context;
  const { region } = stage;
  const dashboards = dashboardNames(stage.name);
  return links('Where do I look next?', {
    Logs: serviceQueries.map(({ name, query }) => ({
      text: name,
      to: insightsLink({ region, logGroups: [names.logGroup], query }),
    })),
    Traces: [
      {
        text: oneTrace.name,
        to: insightsLink({ region, logGroups: [names.logGroup], query: oneTrace.query }),
      },
      ...(collectsTraces(stage)
        ? [
            { text: 'sampled requests', to: tracesLink(region, service.name) },
            { text: 'map', to: tracesMapLink(region) },
          ]
        : []),
    ],
    Runbook: runbookLinks(source, services, alarms),
    Dashboards: [
      { text: 'platform', to: dashboardLink(region, dashboards.platform) },
      ...service.calls.map((callee) => ({ text: callee, to: dashboardLink(region, dashboards.of(callee)) })),
    ],
  });
}
