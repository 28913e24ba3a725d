import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { StageDefinition } from '../../platform/stages.ts';
import type { Edge } from '../edge/edge-stack.ts';
import { StageAlarm } from '../observability/alarms/stage-alarm.ts';

export interface CustomerAlarmProps {
  readonly stage: StageDefinition;
  readonly publicEdge: Edge;
}

/**
 * Tells that customers get errors, whoever answers them: the public balancer counts those of the services, and its own
 * where no service answers at all, which no target group sees.
 */
export class CustomerAlarm extends Construct {
  readonly alarm: cloudwatch.Alarm;

  constructor(scope: Construct, id: string, { stage, publicEdge }: CustomerAlarmProps) {
    super(scope, id);
    const sum = (metricName: string): cloudwatch.Metric =>
      new cloudwatch.Metric({
        namespace: 'AWS/ApplicationELB',
        metricName,
        statistic: 'Sum',
        period: Duration.minutes(1),
        dimensionsMap: { LoadBalancer: publicEdge.loadBalancer.loadBalancerFullName },
      });
    this.alarm = new StageAlarm(this, 'Errors', {
      stage,
      about: 'customers',
      symptom: 'errors',
      severity: 'page',
      says: 'Customers get server errors. It usually follows a release, an experiment, or the loss of something that the gateway cannot do without: look at what was changed or started last, then at the alarms of the services. An experiment stops by itself.',
      metric: new cloudwatch.MathExpression({
        // Where few ask, each error counts as one percent. What does not come counts as none; FILL would make a minute
        // without errors of the one that has not arrived yet.
        expression:
          'IF(requests + own > 100, 100 * (own + theirs) / (requests + own), own + theirs + 0 * requests)',
        label: 'Percent of requests answered with 5xx',
        period: Duration.minutes(1),
        usingMetrics: {
          // Those for which it found a task.
          requests: sum('RequestCount'),
          own: sum('HTTPCode_ELB_5XX_Count'),
          theirs: sum('HTTPCode_Target_5XX_Count'),
        },
      }),
      threshold: 5,
      comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: 2,
      treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
    });
  }
}
