import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { CanarySettings } from '../../../platform/stage/canary.ts';
import type { StageDefinition } from '../../../platform/stages.ts';
import { StageAlarm } from '../alarms/stage-alarm.ts';

export interface CanaryAlarmsProps {
  readonly stage: StageDefinition;
  readonly settings: CanarySettings;
  readonly canaryName: string;
}

const about = 'canary';
const missedMinutes = 120;

/** Tells that a guest cannot shop, and that nobody tried. */
export class CanaryAlarms extends Construct {
  constructor(scope: Construct, id: string, { stage, settings, canaryName }: CanaryAlarmsProps) {
    super(scope, id);
    const metric = (statistic: string, period: Duration): cloudwatch.Metric =>
      new cloudwatch.Metric({
        namespace: 'CloudWatchSynthetics',
        metricName: 'SuccessPercent',
        statistic,
        period,
        dimensionsMap: { CanaryName: canaryName },
      });
    new StageAlarm(this, 'Failing', {
      stage,
      about,
      symptom: 'failing',
      severity: 'page',
      says: 'Two runs of three failed in which a guest looks for a product and fills a cart, from outside: customers probably cannot either. It usually follows a release, a certificate or a name that ended, or an outage of a service on the way: look at the step that the run names, then at its trace.',
      metric: metric('Average', Duration.minutes(settings.everyMinutes)),
      threshold: 100,
      comparisonOperator: cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD,
      evaluationPeriods: 3,
      datapointsToAlarm: 2,
      // That nobody tried is another alarm's.
      treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
    });
    new StageAlarm(this, 'Missed', {
      stage,
      about,
      symptom: 'missed',
      severity: 'ticket',
      says: `The canary has not run for ${missedMinutes / 60} hours, so nobody knows from outside whether the shop is open. It usually follows a stop by hand, or an end of its runtime: look at what Synthetics says of its state.`,
      metric: metric('SampleCount', Duration.hours(1)),
      threshold: 1,
      comparisonOperator: cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD,
      evaluationPeriods: missedMinutes / 60,
      treatMissingData: cloudwatch.TreatMissingData.BREACHING,
    });
  }
}
