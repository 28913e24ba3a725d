import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { StageDefinition } from '../../platform/stages.ts';
import { StageAlarm } from '../observability/alarms/stage-alarm.ts';
import { acknowledge } from '../validation/acknowledge.ts';
import { scheduledTaskGroup, scheduleNames } from './schedule-names.ts';

export interface StageSchedulesProps {
  readonly stage: StageDefinition;
  readonly key: kms.Key;
}

/**
 * What everything a stage does by the clock has in common: the group it belongs to, and one place where all that fails
 * ends, with an alarm on it: a call that AWS refused, and a task that ended with another exit code than 0.
 */
export class StageSchedules extends Construct {
  readonly group: scheduler.CfnScheduleGroup;

  constructor(scope: Construct, id: string, { stage, key }: StageSchedulesProps) {
    super(scope, id);
    const names = scheduleNames(stage.name);
    this.group = new scheduler.CfnScheduleGroup(this, 'Group', { name: names.group });
    const failures = new sqs.Queue(this, 'Failures', {
      queueName: names.failures,
      encryption: sqs.QueueEncryption.KMS,
      encryptionMasterKey: key,
      enforceSSL: true,
      // The longest there is: people look at these.
      retentionPeriod: Duration.days(14),
      removalPolicy: RemovalPolicy.DESTROY,
    });
    acknowledge(failures, 'SQS3', 'It is the dead-letter queue of every schedule, and people read it.');
    new StageAlarm(this, 'Failed', {
      stage,
      about: 'schedules',
      symptom: 'failed',
      severity: 'ticket',
      says: `What should have happened by the clock in ${stage.name} did not: a scheduled task ended with an error, or the stage did not wake or sleep. It usually follows a release of the service whose task it is, or a call that AWS refused: look at the messages in ${names.failures}, for a task at the log of its service, and run it again with npx shoal run once it is mended. Then purge the queue.`,
      metric: failures.metricApproximateNumberOfMessagesVisible({
        statistic: 'Maximum',
        period: Duration.minutes(1),
      }),
      threshold: 1,
      comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
    });
    reportFailedTasks(this, { stage, failures, key });
  }
}

interface ReportParts {
  readonly stage: StageDefinition;
  readonly failures: sqs.Queue;
  readonly key: kms.Key;
}

/** GuardDuty puts a container of its own beside, whose end says nothing of what the task did. */
const ofTheTask = { name: [{ 'anything-but': { prefix: 'aws-guardduty-agent' } }] };

/** Starting a task is all that a schedule does; how the task ended, ECS alone tells. */
function reportFailedTasks(scope: Construct, { stage, failures, key }: ReportParts): void {
  const rule = new events.CfnRule(scope, 'FailedTasks', {
    name: `${stage.name}-failed-scheduled-tasks`,
    description: `Shoal ${stage.name}: tasks that a schedule started and that did not end well`,
    eventPattern: {
      source: ['aws.ecs'],
      'detail-type': ['ECS Task State Change'],
      detail: {
        clusterArn: [
          Stack.of(scope).formatArn({ service: 'ecs', resource: 'cluster', resourceName: stage.name }),
        ],
        group: [scheduledTaskGroup],
        lastStatus: ['STOPPED'],
        // A container that never ran has no exit code.
        $or: [
          { containers: { ...ofTheTask, exitCode: [{ 'anything-but': 0 }] } },
          { containers: { ...ofTheTask, exitCode: [{ exists: false }] } },
        ],
      },
    },
    targets: [{ id: 'failures', arn: failures.queueArn }],
  });
  const eventBridge = new iam.ServicePrincipal('events.amazonaws.com');
  const conditions = { ArnEquals: { 'aws:SourceArn': rule.attrArn } };
  failures.addToResourcePolicy(
    new iam.PolicyStatement({
      principals: [eventBridge],
      actions: ['sqs:SendMessage'],
      resources: [failures.queueArn],
      conditions,
    }),
  );
  key.addToResourcePolicy(
    new iam.PolicyStatement({
      principals: [eventBridge],
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
      // In a key's own policy, a star is the key itself.
      resources: ['*'],
      // By name, since the rule comes after the queue and the queue after the key.
      conditions: {
        ArnEquals: {
          'aws:SourceArn': Stack.of(scope).formatArn({
            service: 'events',
            resource: 'rule',
            resourceName: `${stage.name}-failed-scheduled-tasks`,
          }),
        },
      },
    }),
  );
}
