import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Construct } from 'constructs';
import { StageAlarm, type StageAlarmProps } from '../observability/alarms/stage-alarm.ts';
import type { ServiceContext } from './service-context.ts';

export interface TargetGroupAlarmsProps {
  readonly context: ServiceContext;
  readonly colour: Colour;
  readonly group: elbv2.CfnTargetGroup;
}

export type Colour = 'blue' | 'green';

/** The alarm on server errors, by name, for whoever stops at it. */
export function errorAlarmName(stage: string, service: string, colour: Colour): string {
  return `${stage}/${service}/${errors}-${colour}`;
}

const errors = '5xx';

/** The alarms of one colour; either colour may be the live one, so each has the same. A release stops at them. */
export class TargetGroupAlarms extends Construct {
  readonly alarms: readonly cloudwatch.Alarm[];

  constructor(scope: Construct, id: string, { context, colour, group }: TargetGroupAlarmsProps) {
    super(scope, id);
    const { stage, service, names, door } = context;
    const metric = (metricName: string, statistic: string): cloudwatch.Metric =>
      new cloudwatch.Metric({
        namespace: 'AWS/ApplicationELB',
        metricName,
        statistic,
        period: Duration.minutes(1),
        dimensionsMap: {
          LoadBalancer: door.loadBalancer.loadBalancerFullName,
          TargetGroup: group.attrTargetGroupFullName,
        },
      });
    const alarm = (
      symptom: string,
      props: Omit<StageAlarmProps, 'stage' | 'about' | 'symptom'>,
    ): cloudwatch.Alarm =>
      new StageAlarm(this, symptom, {
        ...props,
        stage,
        about: service,
        symptom: `${symptom}-${colour}`,
        // A colour without tasks, or without requests, has no data and nothing wrong with it.
        treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
      });
    this.alarms = [
      alarm(errors, {
        // Where an objective is watched, that one wakes somebody, and not a bad minute that a release has taken back.
        severity: 'none' in stage.alarms.objectives ? 'page' : 'ticket',
        says: `${service.name} answers with server errors. It usually follows a release or a failing dependency: look at the release in progress, then at the log ${names.logGroup}.`,
        metric: new cloudwatch.MathExpression({
          // Where few ask, each error counts as one percent: a single one is no reason to go back. Errors that do not
          // come count as none beside requests that do; FILL would make a minute without errors of the one that has
          // not arrived yet, and two in a row would never be bad.
          expression: 'IF(requests > 100, 100 * errors / requests, errors + 0 * requests)',
          label: 'Percent of requests answered with 5xx',
          period: Duration.minutes(1),
          usingMetrics: {
            requests: metric('RequestCount', 'Sum'),
            errors: metric('HTTPCode_Target_5XX_Count', 'Sum'),
          },
        }),
        threshold: 5,
        comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        evaluationPeriods: 2,
      }),
      alarm('unhealthy', {
        severity: 'ticket',
        says: `Tasks of ${service.name} fail their health check. It usually follows a release, a database out of reach or too little memory: look at the stopped tasks of the service, then at the log ${names.logGroup}.`,
        metric: metric('UnHealthyHostCount', 'Maximum'),
        threshold: 1,
        comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        evaluationPeriods: 3,
      }),
    ];
  }
}
