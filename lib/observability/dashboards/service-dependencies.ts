import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { graph } from './graph.ts';
import { formula } from './metrics.ts';
import { ownMetric, recordsOwnMetrics } from './own-metrics.ts';
import { panelsIf, type Section } from './panel.ts';
import type { ServiceView } from './service-view.ts';

/** What it waits for: the services it calls. */
export function callsOf({ context: { stage, service } }: ServiceView): Section {
  if (!recordsOwnMetrics(stage) || service.calls.length === 0) return [];
  const { region } = stage;
  const of = (upstream: string, name: string, statistic: string): IMetric =>
    ownMetric(stage, service.name, { name, statistic, upstream, label: upstream });
  const ofEach = (name: string, statistic: string): readonly IMetric[] =>
    service.calls.map((upstream) => of(upstream, name, statistic));
  return [
    graph({
      asks: 'Is a circuit open?',
      region,
      unit: '1 where one is',
      lines: ofEach('CircuitOpen', 'Maximum'),
    }),
    graph({
      asks: 'Do its calls fail?',
      region,
      unit: 'percent of calls',
      lines: service.calls.map((upstream, index) =>
        formula(`100 * failed${index} / calls${index}`, upstream, {
          [`failed${index}`]: of(upstream, 'CallFailures', 'Sum'),
          [`calls${index}`]: of(upstream, 'Calls', 'Sum'),
        }),
      ),
    }),
    graph({
      asks: 'How long do its calls take?',
      region,
      unit: 'milliseconds, p99',
      lines: ofEach('CallLatency', 'p99'),
    }),
  ];
}

/** What it waits for: its connections to the database, and the cache. */
export function dataOf({ context: { stage, service } }: ServiceView): Section {
  const { region } = stage;
  const own = (name: string, statistic: string, label: string): IMetric =>
    ownMetric(stage, service.name, { name, statistic, label });
  const recorded = recordsOwnMetrics(stage);
  return [
    ...panelsIf(
      recorded && service.needs.database,
      graph({
        asks: 'Are its connections to the database enough?',
        region,
        unit: 'percent of the pool',
        lines: [own('PoolUsePercent', 'Maximum', 'in use, fullest task')],
        right: { unit: 'waiting', lines: [own('PoolWaiting', 'Maximum', 'waiting for one')] },
      }),
      graph({
        asks: 'How long does the database take?',
        region,
        unit: 'milliseconds',
        lines: ['p50', 'p99'].map((statistic) => own('DatabaseLatency', statistic, statistic)),
      }),
    ),
    ...panelsIf(
      recorded && service.needs.cache,
      graph({
        asks: 'Does the cache answer, and what does it spare?',
        region,
        unit: 'a minute',
        lines: [
          own('CacheFailures', 'Sum', 'not answered'),
          own('CacheHits', 'Sum', 'found'),
          own('CacheMisses', 'Sum', 'not found'),
        ],
      }),
    ),
  ];
}
