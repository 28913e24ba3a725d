import { ArnFormat, Duration, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as events from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import type { StageDefinition } from '../../platform/stages.ts';
import { tellOperators } from './alarm-topic.ts';
import type { EventLog } from './event-log.ts';

export interface EventAlarmProps {
  readonly stage: StageDefinition;
  /** `restore-drill/failed`, for the alarm `<stage>/restore-drill/failed` */
  readonly name: string;
  readonly pattern: events.EventPattern;
  readonly log: EventLog;
  /** Whether it is the event that alarms, or that there was none for so long. */
  readonly when: 'it happens' | { readonly noneFor: Duration };
  /** What it means, what usually causes it and what to do. Where to look is added. */
  readonly says: string;
}

/**
 * Tells operators of an event of an AWS service, or of its absence. The rule writes the event down, and the alarm counts
 * what the rule matched, which the event bus measures for every rule by itself.
 */
export class EventAlarm extends Construct {
  readonly alarm: cloudwatch.Alarm;

  constructor(scope: Construct, id: string, props: EventAlarmProps) {
    super(scope, id);
    const { stage, name, log, when } = props;
    const ruleName = `${stage.name}-${name.replace('/', '-')}`;
    new events.Rule(this, 'Rule', {
      ruleName,
      description: `Shoal ${stage.name}: ${name}`,
      eventPattern: props.pattern,
      targets: [{ bind: () => ({ arn: arnWithoutStar(log) }) }],
    });
    const absent = when !== 'it happens';
    const period = absent ? Duration.hours(1) : Duration.minutes(5);
    this.alarm = new cloudwatch.Alarm(this, 'Alarm', {
      alarmName: `${stage.name}/${name}`,
      alarmDescription: `${props.says} The events themselves are in the log ${log.name}.`,
      metric: new cloudwatch.Metric({
        namespace: 'AWS/Events',
        metricName: 'MatchedEvents',
        dimensionsMap: { RuleName: ruleName },
        statistic: 'Sum',
        period,
      }),
      threshold: 1,
      evaluationPeriods: absent ? when.noneFor.toHours() : 1,
      comparisonOperator: absent
        ? cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD
        : cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      // A rule that matched nothing reports nothing.
      treatMissingData: absent
        ? cloudwatch.TreatMissingData.BREACHING
        : cloudwatch.TreatMissingData.NOT_BREACHING,
    });
    this.alarm.addAlarmAction(tellOperators(stage));
  }
}

/** The bus takes the group by the name of the group, where permissions take it with all its streams. */
function arnWithoutStar(log: EventLog): string {
  return Stack.of(log).formatArn({
    service: 'logs',
    resource: 'log-group',
    resourceName: log.group.logGroupName,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
}
