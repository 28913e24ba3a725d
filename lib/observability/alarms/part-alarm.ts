import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { type StageAlarmProps, stageAlarmName } from './stage-alarm.ts';

export interface PartAlarmProps extends Omit<StageAlarmProps, 'about' | 'severity'> {
  readonly about: string;
  /** What it is a part of, and how far it looks back: `outage-3m`. */
  readonly symptom: `${string}-${number}${'m' | 'h' | 'd'}`;
}

/** Tells nobody: alone it is too easily frightened. A composite alarm that tells is made of it. */
export class PartAlarm extends cloudwatch.Alarm {
  constructor(scope: Construct, id: string, props: PartAlarmProps) {
    const { stage, about, symptom, says, ...watched } = props;
    const name = stageAlarmName(stage, about, symptom);
    super(scope, id, {
      ...watched,
      alarmName: name,
      alarmDescription: partText(name, says),
    });
  }
}

/** @param name of the part, which ends in how far it looks back */
export function partText(name: string, says: string): string {
  return `A part of ${name.slice(0, name.lastIndexOf('-'))}, which tells: ${says}`;
}
