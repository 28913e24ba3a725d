import type { AlarmResource } from '../../rehearsal/cloudwatch/alarm-evaluator.ts';
import { resourcesOf, type SynthesizedResource, type SynthesizedStack } from '../support/synthesized.ts';

/** An alarm of a stage's templates, with texts for all that CloudFormation would resolve. */
export interface SynthesizedAlarm {
  /** `prod/catalog/5xx-blue` */
  readonly name: string;
  readonly stage: string;
  /** `5xx-blue` */
  readonly symptom: string;
  readonly resource: AlarmResource;
}

export function alarmsOf(stacks: readonly SynthesizedStack[]): readonly SynthesizedAlarm[] {
  return stacks.flatMap((stack) => {
    const alarms = resourcesOf([stack], 'AWS::CloudWatch::Alarm', 'AWS::CloudWatch::CompositeAlarm');
    return alarms.map((alarm) => synthesizedAlarm(alarm, alarms));
  });
}

function synthesizedAlarm(
  { stage, type, properties }: SynthesizedResource,
  siblings: readonly SynthesizedResource[],
): SynthesizedAlarm {
  const name: string = properties.AlarmName;
  return {
    name,
    stage,
    symptom: name.slice(name.lastIndexOf('/') + 1),
    resource: {
      type: type === 'AWS::CloudWatch::Alarm' ? type : 'AWS::CloudWatch::CompositeAlarm',
      properties: Object.fromEntries(
        Object.entries(properties).map(([key, value]) => [key, resolved(value, siblings)]),
      ),
    },
  };
}

/** The same text for the same reference, and the name for an alarm of the same stack. */
export function resolved(value: unknown, siblings: readonly SynthesizedResource[]): unknown {
  if (Array.isArray(value)) return value.map((each) => resolved(each, siblings));
  if (typeof value !== 'object' || value === null) return value;
  const [[key, operand] = ['', undefined], ...others] = Object.entries(value);
  const isReference = others.length === 0 && (key === 'Ref' || key.startsWith('Fn::'));
  if (!isReference) {
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, resolved(each, siblings)]));
  }
  if (key === 'Fn::Join' && Array.isArray(operand) && Array.isArray(operand[1])) {
    return operand[1].map((each) => resolved(each, siblings)).join(operand[0]);
  }
  const id = Array.isArray(operand) ? operand[0] : operand;
  const alarm = siblings.find((sibling) => sibling.id === id);
  return alarm?.properties.AlarmName ?? JSON.stringify(operand);
}
