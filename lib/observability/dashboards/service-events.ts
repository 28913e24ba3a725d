import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { queueNames } from '../../events/event-names.ts';
import { graph } from './graph.ts';
import { metric } from './metrics.ts';
import { ownMetric, recordsOwnMetrics } from './own-metrics.ts';
import { panelsIf, type Section } from './panel.ts';
import type { ServiceView } from './service-view.ts';

/** The events it handles: whether they wait, are put aside, or fail. */
export function handledOf({ context: { stage, service } }: ServiceView): Section {
  if (service.needs.subscribes.length === 0) return [];
  const { region } = stage;
  const { queue, dead } = queueNames(stage.name, service.name);
  const of = (QueueName: string, name: string, statistic: string, label: string): IMetric =>
    metric({ namespace: 'AWS/SQS', name, statistic, dimensions: { QueueName }, label });
  const own = (name: string, statistic: string, label: string): IMetric =>
    ownMetric(stage, service.name, { name, statistic, label });
  return [
    graph({
      asks: 'Do events wait for it?',
      region,
      unit: 'seconds',
      lines: [of(queue, 'ApproximateAgeOfOldestMessage', 'Maximum', 'age of the oldest')],
      right: {
        unit: 'events',
        lines: [of(queue, 'ApproximateNumberOfMessagesVisible', 'Maximum', 'waiting')],
      },
    }),
    graph({
      asks: 'Were events put aside?',
      region,
      unit: 'events',
      lines: [of(dead, 'ApproximateNumberOfMessagesVisible', 'Maximum', 'dead letters')],
    }),
    ...panelsIf(
      recordsOwnMetrics(stage),
      graph({
        asks: 'Does it handle its events?',
        region,
        unit: 'events a minute',
        lines: [own('EventsHandled', 'Sum', 'handled'), own('EventFailures', 'Sum', 'failed')],
        right: {
          unit: 'milliseconds, p99',
          lines: [own('EventLatency', 'p99', 'to handle one'), own('EventDelay', 'p99', 'since it happened')],
        },
      }),
    ),
  ];
}

/** The events it publishes: whether they leave. */
export function publishedBy({ context: { stage, service } }: ServiceView): Section {
  if (service.needs.publishes.length === 0 || !recordsOwnMetrics(stage)) return [];
  const { region } = stage;
  const own = (name: string, statistic: string, label: string): IMetric =>
    ownMetric(stage, service.name, { name, statistic, label });
  return [
    graph({
      asks: 'Do its events leave?',
      region,
      unit: 'seconds',
      lines: [own('OutboxLagSeconds', 'Maximum', 'how long the oldest has waited')],
      right: { unit: 'events', lines: [own('OutboxWaiting', 'Maximum', 'in the outbox')] },
    }),
    graph({
      asks: 'How many events does it publish?',
      region,
      unit: 'a minute',
      lines: [own('EventsPublished', 'Sum', 'published'), own('PublishFailures', 'Sum', 'failed attempts')],
    }),
  ];
}
