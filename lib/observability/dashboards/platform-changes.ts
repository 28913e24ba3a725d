import { releases } from '../queries/stage-queries.ts';
import { graph } from './graph.ts';
import { metric, search } from './metrics.ts';
import { ownNamespace, recordsOwnMetrics } from './own-metrics.ts';
import { panelsIf, type Section } from './panel.ts';
import type { PlatformView } from './platform-view.ts';
import { table } from './table.ts';

/** Where one line ends and another begins, a release was; or a roll back. */
export function versionsOf({ stage }: PlatformView): Section {
  return panelsIf(
    recordsOwnMetrics(stage),
    graph({
      asks: 'Which versions answer, and since when?',
      region: stage.region,
      unit: 'requests a minute',
      lines: [
        search({
          namespace: ownNamespace(stage),
          name: 'Requests',
          statistic: 'Sum',
          dimensions: { service: undefined, version: undefined },
          by: ['service', 'version'],
        }),
      ],
    }),
  );
}

/** What was done to it: by whoever released, and by scaling. */
export function changesOf({ stage, services, logGroups }: PlatformView): Section {
  const { region } = stage;
  return [
    table({ query: releases, region, logGroups }),
    ...panelsIf(
      !('none' in stage.telemetry.containerInsights),
      graph({
        asks: 'How many tasks are there of each service?',
        region,
        unit: 'tasks',
        lines: services.map(({ name }) =>
          metric({
            namespace: 'ECS/ContainerInsights',
            name: 'RunningTaskCount',
            statistic: 'Average',
            dimensions: { ClusterName: stage.name, ServiceName: name },
            label: name,
          }),
        ),
        stacked: true,
      }),
    ),
  ];
}
