import type { QueueReading } from '../../events/message-server.ts';
import type { Measurement } from '../store/metric-store.ts';

/** What SQS reports of each queue. */
export function queueMetrics(queues: readonly QueueReading[], at: number): readonly Measurement[] {
  return queues.flatMap(({ name: QueueName, visible, notVisible, delayed, oldestSeconds }) => {
    const metric = (name: string, value: number, unit = 'Count'): Measurement => ({
      ...{ namespace: 'AWS/SQS', name, dimensions: { QueueName }, unit, at },
      pairs: [value, 1],
    });
    return [
      metric('ApproximateNumberOfMessagesVisible', visible),
      metric('ApproximateNumberOfMessagesNotVisible', notVisible),
      metric('ApproximateNumberOfMessagesDelayed', delayed),
      ...(oldestSeconds === undefined
        ? []
        : [metric('ApproximateAgeOfOldestMessage', oldestSeconds, 'Seconds')]),
    ];
  });
}
