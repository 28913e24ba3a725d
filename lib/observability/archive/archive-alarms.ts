import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { StageDefinition } from '../../../platform/stages.ts';
import { StageAlarm } from '../alarms/stage-alarm.ts';

export interface ArchiveAlarmsProps {
  readonly stage: StageDefinition;
  readonly stream: string;
  /** Where the stream says what it could not deliver. */
  readonly log: string;
}

const about = 'log-archive';

/** Tells that lines reach the archive late, or not at all; the stream itself gives up after a day. */
export class ArchiveAlarms extends Construct {
  constructor(scope: Construct, id: string, { stage, stream, log }: ArchiveAlarmsProps) {
    super(scope, id);
    const metric = (metricName: string, statistic: string, period: Duration): cloudwatch.Metric =>
      new cloudwatch.Metric({
        namespace: 'AWS/Firehose',
        metricName,
        statistic,
        period,
        dimensionsMap: { DeliveryStreamName: stream },
      });
    new StageAlarm(this, 'Late', {
      stage,
      about,
      symptom: 'late',
      severity: 'ticket',
      says: `The oldest line on its way to the archive has waited for an hour, and after a day lines are lost. It usually follows a change of the bucket, its key or the role that writes: look at what the log ${log} says of it.`,
      metric: metric('DeliveryToS3.DataFreshness', 'Maximum', Duration.minutes(5)),
      threshold: Duration.hours(1).toSeconds(),
      comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: 3,
      treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
    });
    new StageAlarm(this, 'Missed', {
      stage,
      about,
      symptom: 'missed',
      severity: 'ticket',
      says: `No line of any service has come for the archive in two hours, though each task writes one a minute. It usually follows a change of the role that hands them on, or of the filters on the services' logs: look at what the filters of a log name, and at that role.`,
      metric: metric('IncomingRecords', 'Sum', Duration.hours(1)),
      threshold: 1,
      comparisonOperator: cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD,
      evaluationPeriods: 2,
      treatMissingData: cloudwatch.TreatMissingData.BREACHING,
    });
  }
}
