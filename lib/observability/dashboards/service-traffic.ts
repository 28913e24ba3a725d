import { BalancerMetrics } from './balancer-metrics.ts';
import { graph } from './graph.ts';
import { search } from './metrics.ts';
import { ownNamespace, recordsOwnMetrics } from './own-metrics.ts';
import { panelsIf, type Section } from './panel.ts';
import type { ServiceView } from './service-view.ts';

/** Whether those who ask get what they asked for, in time. */
export function answersOf({ context, colours }: ServiceView): Section {
  const { region } = context.stage;
  const balancer = new BalancerMetrics(context, colours);
  return [
    graph({
      asks: 'Do its requests fail?',
      region,
      unit: 'percent answered with 5xx',
      lines: balancer.percent('HTTPCode_Target_5XX_Count'),
    }),
    graph({
      asks: 'How long do its requests take?',
      region,
      unit: 'seconds',
      lines: ['p50', 'p95', 'p99'].flatMap((statistic) =>
        balancer.both('TargetResponseTime', statistic, statistic),
      ),
    }),
  ];
}

/** How much is asked, of which colour and of which version: where lines cross, a release was. */
export function trafficOf({ context, colours }: ServiceView): Section {
  const { stage, service } = context;
  const { region } = stage;
  const balancer = new BalancerMetrics(context, colours);
  return [
    graph({
      asks: 'How many requests come, and to which colour?',
      region,
      unit: 'requests a minute',
      lines: balancer.both('RequestCount', 'Sum'),
      stacked: true,
    }),
    ...panelsIf(
      recordsOwnMetrics(stage),
      graph({
        asks: 'Which version answers, and since when?',
        region,
        unit: 'requests a minute, a line for each version',
        lines: [
          search({
            namespace: ownNamespace(stage),
            name: 'Requests',
            statistic: 'Sum',
            dimensions: { service: service.name, version: undefined },
            by: ['version'],
          }),
        ],
      }),
    ),
  ];
}
