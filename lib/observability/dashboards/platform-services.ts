import { queueNames } from '../../events/event-names.ts';
import { graph } from './graph.ts';
import { metric, search } from './metrics.ts';
import { ownNamespace, recordsOwnMetrics } from './own-metrics.ts';
import { panelsIf, type Section } from './panel.ts';
import type { PlatformView } from './platform-view.ts';

/** Of a hundred services, those that somebody has to look at. */
const worst = 10;

/** Where it hurts: the services that do worst, whichever they are. */
export function worstOf({ stage }: PlatformView): Section {
  const { region } = stage;
  const own = (name: string, statistic: string) =>
    search({
      namespace: ownNamespace(stage),
      name,
      statistic,
      dimensions: { service: undefined },
      by: ['service'],
      most: worst,
    });
  return [
    ...panelsIf(
      recordsOwnMetrics(stage),
      graph({
        asks: 'Which service fails?',
        region,
        unit: 'requests a minute answered with 5xx',
        lines: [own('ServerErrors', 'Sum')],
      }),
      graph({
        asks: 'Which service is slow?',
        region,
        unit: 'milliseconds, p99',
        lines: [own('Latency', 'p99')],
      }),
    ),
    graph({
      asks: 'Which service is full?',
      region,
      unit: 'percent of processor',
      lines: [
        search({
          namespace: 'AWS/ECS',
          name: 'CPUUtilization',
          statistic: 'Maximum',
          dimensions: { ClusterName: stage.name, ServiceName: undefined },
          by: ['ServiceName'],
          most: worst,
        }),
      ],
    }),
  ];
}

/** What services wait for of each other. */
export function betweenServices({ stage, services }: PlatformView): Section {
  const { region } = stage;
  const subscribers = services.filter(({ needs }) => needs.subscribes.length > 0).map(({ name }) => name);
  const ofQueues = (name: string, which: 'queue' | 'dead') =>
    subscribers.map((service) =>
      metric({
        namespace: 'AWS/SQS',
        name,
        statistic: 'Maximum',
        dimensions: { QueueName: queueNames(stage.name, service)[which] },
        label: service,
      }),
    );
  return [
    ...panelsIf(
      recordsOwnMetrics(stage) && services.some(({ calls }) => calls.length > 0),
      graph({
        asks: 'Which circuits are open?',
        region,
        unit: '1 where one is',
        lines: [
          search({
            namespace: ownNamespace(stage),
            name: 'CircuitOpen',
            statistic: 'Maximum',
            dimensions: { service: undefined, upstream: undefined },
            by: ['service', 'upstream'],
            most: worst,
          }),
        ],
      }),
    ),
    ...panelsIf(
      subscribers.length > 0,
      graph({
        asks: 'Do events wait?',
        region,
        unit: 'seconds, the oldest',
        lines: ofQueues('ApproximateAgeOfOldestMessage', 'queue'),
      }),
      graph({
        asks: 'Were events put aside?',
        region,
        unit: 'dead letters',
        lines: ofQueues('ApproximateNumberOfMessagesVisible', 'dead'),
      }),
    ),
  ];
}
