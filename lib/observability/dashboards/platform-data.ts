import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { graph } from './graph.ts';
import { formula, metric } from './metrics.ts';
import type { Section } from './panel.ts';
import type { PlatformView } from './platform-view.ts';

const gib = 2 ** 30;

/** The one server that all schemas are in, and its copies. */
export function databaseOf({ stage }: PlatformView): Section {
  const { region } = stage;
  const identifier = `shoal-${stage.name}`;
  const of = (name: string, statistic: string, label: string, DBInstanceIdentifier = identifier): IMetric =>
    metric({ namespace: 'AWS/RDS', name, statistic, dimensions: { DBInstanceIdentifier }, label });
  const copies = Array.from({ length: stage.database.replicas }, (_, index) => index + 1);
  return [
    graph({
      asks: 'Is the database full?',
      region,
      unit: 'percent of processor',
      lines: [of('CPUUtilization', 'Maximum', 'processor')],
      right: { unit: 'connections', lines: [of('DatabaseConnections', 'Maximum', 'connections')] },
    }),
    graph({
      asks: 'How much room has the database left?',
      region,
      unit: 'GiB on disk',
      lines: [formula(`disk / ${gib}`, 'on disk', { disk: of('FreeStorageSpace', 'Minimum', 'disk') })],
      right: {
        unit: 'GiB in memory',
        lines: [
          formula(`memory / ${gib}`, 'in memory', { memory: of('FreeableMemory', 'Minimum', 'memory') }),
        ],
      },
    }),
    graph({
      asks: 'Is the database slow?',
      region,
      unit: 'seconds an operation on its disk takes',
      lines: [of('ReadLatency', 'Average', 'to read'), of('WriteLatency', 'Average', 'to write')],
      ...(copies.length > 0 && {
        right: {
          unit: 'seconds a copy is behind',
          lines: copies.map((copy) =>
            of('ReplicaLag', 'Maximum', `copy ${copy}`, `${identifier}-reader-${copy}`),
          ),
        },
      }),
    }),
  ];
}

/** Any node may be the one that writes, so all are shown. */
export function cacheOf({ stage }: PlatformView): Section {
  const { region } = stage;
  const nodes = Array.from({ length: stage.cache.replicas + 1 }, (_, index) => `00${index + 1}`);
  const ofNodes = (name: string, statistic: string, label: string): readonly IMetric[] =>
    nodes.map((node) =>
      metric({
        namespace: 'AWS/ElastiCache',
        name,
        statistic,
        dimensions: { CacheClusterId: `shoal-${stage.name}-${node}` },
        label: nodes.length === 1 ? label : `${label} ${node}`,
      }),
    );
  return [
    graph({
      asks: 'Is the cache full?',
      region,
      unit: 'percent',
      lines: [
        ...ofNodes('DatabaseMemoryUsagePercentage', 'Maximum', 'memory'),
        ...ofNodes('EngineCPUUtilization', 'Maximum', 'processor'),
      ],
    }),
    graph({
      asks: 'Does the cache drop what it should keep?',
      region,
      unit: 'keys a minute',
      lines: ofNodes('Evictions', 'Sum', 'dropped'),
    }),
    graph({
      asks: 'Does the cache find what it is asked for?',
      region,
      unit: 'keys a minute',
      lines: [...ofNodes('CacheHits', 'Sum', 'found'), ...ofNodes('CacheMisses', 'Sum', 'not found')],
      right: { unit: 'connections', lines: ofNodes('CurrConnections', 'Maximum', 'connections') },
    }),
  ];
}
