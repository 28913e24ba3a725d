import type { Construct } from 'constructs';
import type { Foundation } from '../../../platform/rests-on.ts';
import type { StageDefinition } from '../../../platform/stages.ts';
import { CompositeAlarm } from './composite-alarm.ts';
import { stageAlarmName } from './stage-alarm.ts';

export interface OutageAlarmProps {
  readonly stage: StageDefinition;
  readonly foundation: Foundation;
  /** The symptoms under any of which it is out: `silent`. */
  readonly causes: readonly string[];
  readonly says: string;
}

/** Tells that something is out which services rest on, and silences meanwhile what they tell because of it. */
export class OutageAlarm extends CompositeAlarm {
  constructor(scope: Construct, id: string, { stage, foundation, causes, says }: OutageAlarmProps) {
    super(scope, id, {
      stage,
      about: foundation,
      symptom: 'outage',
      // Whatever stays away wakes somebody by an alarm of its own.
      severity: 'ticket',
      says,
      rule: causes.map((cause) => `ALARM("${stageAlarmName(stage, foundation, cause)}")`).join(' OR '),
    });
  }
}
