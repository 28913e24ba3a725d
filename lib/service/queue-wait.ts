import type { CfnScalingPolicy } from 'aws-cdk-lib/aws-applicationautoscaling';
import { queueNames } from '../events/event-names.ts';
import type { ServiceContext } from './service-context.ts';

/** What an event may wait before there are more tasks; the alarm on the queue's age comes at five times this. */
export const waitSeconds = 60;

/**
 * How long events wait for a service: as long as the oldest has waited, or as long as a new one will have to, whichever
 * is more. The second is what AWS recommends to scale by, the backlog of each task: it falls as tasks are added, and it
 * rises at once when many events come. The age alone says nothing before it is too late, but it is what is promised,
 * and it tells of a few events that take long.
 */
export function queueWait(
  { stage, service, names }: ServiceContext,
  eventsPerTaskPerSecond: number,
): Pick<
  CfnScalingPolicy.TargetTrackingScalingPolicyConfigurationProperty,
  'targetValue' | 'customizedMetricSpecification'
> {
  const ofQueue = (id: string, metricName: string) => ({
    id,
    returnData: false,
    metricStat: {
      stat: 'Maximum',
      metric: {
        namespace: 'AWS/SQS',
        metricName,
        dimensions: [{ name: 'QueueName', value: queueNames(stage.name, service.name).queue }],
      },
    },
  });
  return {
    targetValue: waitSeconds,
    customizedMetricSpecification: {
      metrics: [
        ofQueue('age', 'ApproximateAgeOfOldestMessage'),
        ofQueue('backlog', 'ApproximateNumberOfMessagesVisible'),
        {
          id: 'tasks',
          returnData: false,
          metricStat: {
            // Each task reports once a minute, so that the reports are the tasks. Container Insights would charge for it.
            stat: 'SampleCount',
            metric: {
              namespace: 'AWS/ECS',
              metricName: 'CPUUtilization',
              dimensions: [
                { name: 'ClusterName', value: names.cluster },
                { name: 'ServiceName', value: names.service },
              ],
            },
          },
        },
        {
          id: 'wait',
          // Without FILL: it would make a calm minute of the one that has not arrived yet (requests-per-task.ts).
          expression: `MAX([age, backlog / (tasks * ${eventsPerTaskPerSecond})])`,
          label: 'Seconds that an event waits, has waited or will wait',
          returnData: true,
        },
      ],
    },
  };
}
