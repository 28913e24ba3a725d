import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { ServiceDefinition } from '../../../platform/service-definition.ts';
import type { StageDefinition } from '../../../platform/stages.ts';
import { topicArnIn } from '../../baseline/alarm-topic.ts';
import { alarmText } from './alarm-text.ts';
import type { Severity } from './severity.ts';
import { stageAlarmName } from './stage-alarm.ts';

export interface CompositeAlarmProps {
  readonly stage: StageDefinition;
  readonly about: ServiceDefinition | string;
  readonly symptom: string;
  readonly severity: Severity;
  readonly says: string;
  /** Of other alarms by name: a reference would say the same, and nobody could read the rule. */
  readonly rule: string;
  /** When nothing is told. @default - it is told always */
  readonly silencedBy?: Silence | undefined;
}

export interface Silence {
  /** The alarm that explains this one. */
  readonly alarm: string;
  /** How long this one waits for its explanation, which may show later. */
  readonly waitSeconds: number;
  /** How long after the explanation ended this one may take to end too. */
  readonly extensionSeconds: number;
}

/** An alarm that is made of others, with a name, a severity and a heading in the runbook like those. */
export class CompositeAlarm extends cloudwatch.CfnCompositeAlarm {
  constructor(scope: Construct, id: string, props: CompositeAlarmProps) {
    const { stage, about, symptom, severity, says, rule, silencedBy } = props;
    super(scope, id, {
      alarmName: stageAlarmName(stage, about, symptom),
      alarmDescription: alarmText({ about, symptom, severity, says }),
      alarmRule: rule,
      alarmActions: [topicArnIn(scope, stage, severity)],
      ...(silencedBy === undefined
        ? {}
        : {
            actionsSuppressor: silencedBy.alarm,
            actionsSuppressorWaitPeriod: silencedBy.waitSeconds,
            actionsSuppressorExtensionPeriod: silencedBy.extensionSeconds,
          }),
    });
  }
}
