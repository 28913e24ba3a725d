import { PropertyReader } from '../../property-reader.ts';
import { type AlarmActions, actionProperties, readActions } from '../alarm-actions.ts';
import { alarmNameOf, readAlarmName } from '../alarm-name.ts';
import type { SuppressorSettings } from './actions-suppressor.ts';
import type { AlarmRule } from './alarm-rule.ts';
import { parseAlarmRule } from './parse-alarm-rule.ts';

/** An `AWS::CloudWatch::CompositeAlarm`, read and checked. */
export interface CompositeAlarm {
  readonly name: string;
  readonly actions: AlarmActions;
  readonly rule: AlarmRule;
  readonly suppressor: SuppressorSettings | undefined;
}

const suppressing = ['ActionsSuppressor', 'ActionsSuppressorWaitPeriod', 'ActionsSuppressorExtensionPeriod'];

/** @throws with a sentence that names the alarm, where CloudWatch would refuse it. */
export function readCompositeAlarm(properties: Readonly<Record<string, unknown>>): CompositeAlarm {
  const name = readAlarmName(properties);
  const reader = new PropertyReader(`alarm '${name}'`, properties);
  reader.refuseOthers([
    'AlarmName',
    'AlarmDescription',
    'AlarmRule',
    'Tags',
    ...actionProperties,
    ...suppressing,
  ]);
  return {
    name,
    actions: readActions(reader),
    rule: parseAlarmRule(reader.requiredText('AlarmRule'), reader.subject),
    suppressor: readSuppressor(reader),
  };
}

function readSuppressor(reader: PropertyReader): SuppressorSettings | undefined {
  const alarm = reader.text('ActionsSuppressor');
  if (alarm === undefined) return undefined;
  return {
    alarm: alarmNameOf(alarm),
    waitSeconds: reader.requiredNumber('ActionsSuppressorWaitPeriod'),
    extensionSeconds: reader.requiredNumber('ActionsSuppressorExtensionPeriod'),
  };
}
