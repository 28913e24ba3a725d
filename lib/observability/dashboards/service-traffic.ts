import { BalancerMetrics } from './balancer-metrics.ts';
import { graph } from './graph.ts';
import { search } from './metrics.ts';
import { ownNamespace, recordsOwnMetrics } from './own-metrics.ts';
import { panelsIf, type Section } from './panel.ts';
import type { ServiceView } from './service-view.ts';

/** Whether those who ask get what they asked for, in time. */
export function answersOf({ context, colours }: ServiceView): Section {
  const { region } = context.stage;
  const { availabilityPercent, latency } = context.service.objectives;
  const balancer = new BalancerMetrics(context, colours);
  return [
    graph({
      asks: 'Do its requests fail?',
      region,
      unit: 'percent answered with 5xx',
      lines: balancer.percent('HTTPCode_Target_5XX_Count'),
      marks: [
        // Not all digits of 0.1 are meant.
        { value: Number((100 - availabilityPercent).toFixed(4)), label: 'all that its promise leaves' },
      ],
    }),
    graph({
      asks: 'How long do its requests take?',
      region,
      unit: 'seconds',
      lines: balancer.several(
        ...['p99', 'p95', 'p50'].map((statistic) => ({
          name: 'TargetResponseTime',
          statistic,
          label: statistic,
        })),
      ),
      marks: [{ value: latency.withinMs / 1000, label: `promised to ${latency.percent} %` }],
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
