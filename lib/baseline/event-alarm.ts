import { ArnFormat, Duration, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as events from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import type { ServiceDefinition } from '../../platform/service-definition.ts';
import type { StageDefinition } from '../../platform/stages.ts';
import type { Severity } from '../observability/alarms/severity.ts';
import { StageAlarm } from '../observability/alarms/stage-alarm.ts';
import type { EventLog } from './event-log.ts';

export interface EventAlarmProps {
  readonly stage: StageDefinition;
  /** The service it is about, or the part of the platform: `restore-drill` of `<stage>/restore-drill/failed`. */
  readonly about: ServiceDefinition | string;
  /** `failed` */
  readonly symptom: string;
  readonly severity: Severity;
  readonly pattern: events.EventPattern;
  /** Where the events are kept; that of another stack by its name. */
  readonly log: EventLog | { readonly name: string };
  /** Whether it is the event that alarms, so many of them, or that there was none for so long. */
  readonly when:
    | 'it happens'
    | { readonly times: number; readonly within: Duration }
    | { readonly noneFor: Duration };
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
    const { stage, about, symptom, severity, log, when } = props;
    const subject = `${typeof about === 'string' ? about : about.name}/${symptom}`;
    const ruleName = `${stage.name}-${subject.replace('/', '-')}`;
    new events.Rule(this, 'Rule', {
      ruleName,
      description: `Shoal ${stage.name}: ${subject}`,
      eventPattern: props.pattern,
      targets: [{ bind: () => ({ arn: logArn(this, log) }) }],
    });
    this.alarm = new StageAlarm(this, 'Alarm', {
      stage,
      about,
      symptom,
      severity,
      says: `${props.says} The events themselves are in the log ${log.name}.`,
      metric: counted(
        when,
        new cloudwatch.Metric({
          namespace: 'AWS/Events',
          metricName: 'MatchedEvents',
          dimensionsMap: { RuleName: ruleName },
          statistic: 'Sum',
          period: periodOf(when),
        }),
      ),
      ...howOften(when),
    });
  }
}

function periodOf(when: EventAlarmProps['when']): Duration {
  if (when === 'it happens') return Duration.minutes(5);
  return 'times' in when ? when.within : Duration.hours(1);
}

/**
 * Where the newest period has nothing, an alarm looks at the one before it. That finds a single event that is told
 * late; of several it would be on again each time that the period moves past them.
 */
function counted(when: EventAlarmProps['when'], events: cloudwatch.Metric): cloudwatch.IMetric {
  if (when === 'it happens' || !('times' in when) || when.times === 1) return events;
  return new cloudwatch.MathExpression({
    expression: 'FILL(events, 0)',
    label: 'How often it happened',
    period: when.within,
    usingMetrics: { events },
  });
}

// A rule that matched nothing reports nothing.
function howOften(when: EventAlarmProps['when']) {
  if (when !== 'it happens' && 'noneFor' in when) {
    return {
      threshold: 1,
      evaluationPeriods: when.noneFor.toHours(),
      comparisonOperator: cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD,
      treatMissingData: cloudwatch.TreatMissingData.BREACHING,
    };
  }
  return {
    threshold: when === 'it happens' ? 1 : when.times,
    evaluationPeriods: 1,
    comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
  };
}

/** The bus takes the group by the name of the group, where permissions take it with all its streams. */
function logArn(scope: Construct, log: EventAlarmProps['log']): string {
  return Stack.of(scope).formatArn({
    service: 'logs',
    resource: 'log-group',
    resourceName: 'group' in log ? log.group.logGroupName : log.name,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
}
