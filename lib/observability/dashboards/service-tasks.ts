import { BalancerMetrics } from './balancer-metrics.ts';
import { graph } from './graph.ts';
import { metric } from './metrics.ts';
import { ownMetric, recordsOwnMetrics } from './own-metrics.ts';
import { panelsIf, type Section } from './panel.ts';
import type { ServiceView } from './service-view.ts';

/** How full its tasks are, how many there are, and whether they keep up. */
export function tasksOf({ context, colours }: ServiceView): Section {
  const { stage, service, names } = context;
  const { region } = stage;
  const balancer = new BalancerMetrics(context, colours);
  const dimensions = { ClusterName: names.cluster, ServiceName: names.service };
  const ecs = (name: string, statistic: string, label: string) =>
    metric({ namespace: 'AWS/ECS', name, statistic, dimensions, label });
  const insights = (name: string, label: string) =>
    metric({ namespace: 'ECS/ContainerInsights', name, statistic: 'Average', dimensions, label });
  return [
    graph({
      asks: 'How full are its tasks?',
      region,
      unit: 'percent',
      lines: [
        ecs('CPUUtilization', 'Average', 'processor, mean'),
        ecs('CPUUtilization', 'Maximum', 'processor, fullest task'),
        ecs('MemoryUtilization', 'Maximum', 'memory, fullest task'),
      ],
      marks: [{ value: service.scaling.cpuPercent, label: 'processor that scaling steers towards' }],
    }),
    graph({
      asks: 'Are there enough tasks, and are they well?',
      region,
      unit: 'tasks',
      lines: [
        ...balancer.several(
          { name: 'HealthyHostCount', statistic: 'Minimum', label: 'well' },
          { name: 'UnHealthyHostCount', statistic: 'Maximum', label: 'ill' },
        ),
        ...('none' in stage.telemetry.containerInsights
          ? []
          : [insights('DesiredTaskCount', 'wanted'), insights('RunningTaskCount', 'running')]),
      ],
    }),
    ...panelsIf(
      recordsOwnMetrics(stage),
      graph({
        asks: 'Do its tasks keep up?',
        region,
        unit: 'milliseconds late',
        lines: [
          ownMetric(stage, service.name, {
            name: 'EventLoopDelayMs',
            statistic: 'Maximum',
            label: 'event loop late, worst task',
          }),
        ],
        right: {
          unit: 'requests at once, percent busy',
          lines: [
            ownMetric(stage, service.name, {
              name: 'RequestsUnderWay',
              statistic: 'Maximum',
              label: 'requests under way, fullest task',
            }),
            ownMetric(stage, service.name, {
              name: 'EventLoopUsePercent',
              statistic: 'Average',
              label: 'event loop busy',
            }),
          ],
        },
      }),
    ),
  ];
}
