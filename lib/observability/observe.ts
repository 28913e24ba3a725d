import type { Stage } from 'aws-cdk-lib';
import type { ServiceDefinition } from '../../platform/service-definition.ts';
import type { SourceSettings } from '../../platform/source.ts';
import type { StageDefinition } from '../../platform/stages.ts';
import type { EdgeStack } from '../edge/edge-stack.ts';
import { serviceNames } from '../service/service-names.ts';
import type { ServiceStack } from '../service/service-stack.ts';
import { ServiceDashboard } from './dashboards/service-dashboard.ts';
import { shownAlarmsIn, subjectOf } from './dashboards/shown-alarm.ts';
import { hasDashboards, ObservabilityStack } from './observability-stack.ts';
import { SavedQueries } from './queries/saved-queries.ts';
import { serviceQueries } from './queries/service-queries.ts';

export interface ObserveProps {
  readonly stage: StageDefinition;
  readonly services: readonly ServiceDefinition[];
  readonly stacks: readonly ServiceStack[];
  readonly edge: EdgeStack;
  readonly source: SourceSettings;
}

/** Shows a stage to its operators. Called last, since it looks for the alarms that there are. */
export function observe(scope: Stage, { stage, services, stacks, edge, source }: ObserveProps): void {
  const alarms = shownAlarmsIn(scope);
  const names = services.map(({ name }) => name);
  for (const stack of stacks) {
    const { context, colours } = stack;
    const { service } = context;
    new SavedQueries(stack, 'Queries', {
      folder: `shoal/${stage.name}/${service.name}`,
      queries: serviceQueries,
      logGroups: [context.names.logGroup],
    });
    if (hasDashboards(stage)) {
      const own = alarms.filter((alarm) => subjectOf(alarm) === service.name);
      new ServiceDashboard(stack, 'Dashboard', { context, colours, alarms: own, services: names, source });
    }
  }
  new ObservabilityStack(scope, 'observability', {
    stage,
    services,
    publicEdge: edge.publicEdge,
    logGroups: names.map((name) => serviceNames(stage.name, name).logGroup),
    alarms,
    source,
  });
}
