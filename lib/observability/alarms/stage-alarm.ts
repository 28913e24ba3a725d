import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { ServiceDefinition } from '../../../platform/service-definition.ts';
import type { StageDefinition } from '../../../platform/stages.ts';
import { tellOperators } from '../../baseline/alarm-topic.ts';
import { alarmText } from './alarm-text.ts';
import type { Severity } from './severity.ts';

export interface StageAlarmProps extends Omit<cloudwatch.AlarmProps, 'alarmName' | 'alarmDescription'> {
  readonly stage: StageDefinition;
  /** The service it is about, whose owner answers it; or a part of the platform, such as `cache`. */
  readonly about: ServiceDefinition | string;
  /** `5xx-blue`, for the alarm `<stage>/<service>/5xx-blue` */
  readonly symptom: string;
  readonly severity: Severity;
  /** What it means, what it usually follows and where to look. Who answers it is added. */
  readonly says: string;
}

/** Every alarm of a stage that tells by itself: it has a name, a severity and a heading in the runbook. */
export class StageAlarm extends cloudwatch.Alarm {
  constructor(scope: Construct, id: string, props: StageAlarmProps) {
    const { stage, about, symptom, severity, says, ...watched } = props;
    super(scope, id, {
      ...watched,
      alarmName: stageAlarmName(stage, about, symptom),
      alarmDescription: alarmText({ about, symptom, severity, says }),
    });
    this.addAlarmAction(tellOperators(stage, severity));
  }
}

export function stageAlarmName(
  stage: StageDefinition,
  about: ServiceDefinition | string,
  symptom: string,
): string {
  return `${stage.name}/${typeof about === 'string' ? about : about.name}/${symptom}`;
}
