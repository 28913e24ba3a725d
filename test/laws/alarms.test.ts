import { describe, expect, it } from '@jest/globals';
import { stages } from '../../platform/stages.ts';
import { resourcesOf, synthesized } from '../support/synthesized.ts';

const stacks = await synthesized();

describe('every alarm', () => {
  it.each(stages)('of $name tells the operators of that stage', ({ name }) => {
    const alarms = resourcesOf(stacks, 'AWS::CloudWatch::Alarm', 'AWS::CloudWatch::CompositeAlarm').filter(
      ({ stage }) => stage === name,
    );
    expect(alarms.length).toBeGreaterThan(20);
    const silent = alarms.filter(
      ({ properties }) => !JSON.stringify(properties.AlarmActions ?? []).includes(`:${name}-alarms"`),
    );
    expect(silent.map(({ address }) => address)).toEqual([]);
  });
});
