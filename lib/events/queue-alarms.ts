import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { ServiceDefinition } from '../../platform/service-definition.ts';
import type { StageDefinition } from '../../platform/stages.ts';
import { StageAlarm } from '../observability/alarms/stage-alarm.ts';
import { queueNames } from './event-names.ts';

export interface QueueAlarmsProps {
  readonly stage: StageDefinition;
  readonly service: ServiceDefinition;
  readonly queue: sqs.IQueue;
  readonly dead: sqs.IQueue;
}

/** Tells of events that are not handled, and of those that are handled late. */
export class QueueAlarms extends Construct {
  constructor(scope: Construct, id: string, { stage, service, queue, dead }: QueueAlarmsProps) {
    super(scope, id);
    const options: cloudwatch.MetricOptions = { statistic: 'Maximum', period: Duration.minutes(1) };
    const common = {
      stage,
      about: service,
      severity: 'ticket',
      comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      // A queue that nobody used for hours reports nothing.
      treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
    } as const;
    const log = `/shoal/${stage.name}/${service.name}`;
    new StageAlarm(this, 'DeadLetters', {
      ...common,
      symptom: 'dead-letters',
      says: `${service.name} could not handle events and they were put aside. It usually follows a release of ${service.name} or of who publishes them: look for 'malformed' and 'could not be handled' in the log ${log}, mend it, then redrive ${queueNames(stage.name, service.name).dead}.`,
      metric: dead.metricApproximateNumberOfMessagesVisible(options),
      threshold: 1,
      evaluationPeriods: 1,
    });
    new StageAlarm(this, 'QueueAge', {
      ...common,
      symptom: 'queue-age',
      says: `Events wait for ${service.name} for over five minutes. It usually follows an outage of what it needs or more events than its tasks can handle: look at the tasks of the service, then at the log ${log}.`,
      metric: queue.metricApproximateAgeOfOldestMessage(options),
      threshold: 300,
      evaluationPeriods: 3,
    });
  }
}
