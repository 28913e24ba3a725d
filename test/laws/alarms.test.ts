import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { stages } from '../../platform/stages.ts';
import { textsOf } from '../support/emitted/references.ts';
import { resourcesOf, type SynthesizedResource, synthesized } from '../support/synthesized.ts';

const stacks = await synthesized();
const textOf = textsOf(stacks);
const topics = { 'Page: ': 'pages', 'Ticket: ': 'tickets' } as const;

describe.each(stages)('the alarms of $name', ({ name }) => {
  const alarms = resourcesOf(stacks, 'AWS::CloudWatch::Alarm', 'AWS::CloudWatch::CompositeAlarm').filter(
    ({ stage }) => stage === name,
  );
  const isTold = ({ properties }: SynthesizedResource) => properties.AlarmActions !== undefined;
  const told = alarms.filter(isTold);
  const silencers = new Set<string>(told.flatMap(({ properties }) => properties.ActionsSuppressor ?? []));

  it('tell the operators of that stage, each by itself, as a part of one that does, or to silence one', () => {
    expect(told.length).toBeGreaterThan(20);
    const rules = told.map(({ properties }) => String(properties.AlarmRule ?? '')).join(' ');
    const unheard = alarms.filter(
      (alarm) =>
        !isTold(alarm) &&
        !rules.includes(`ALARM("${alarm.properties.AlarmName}")`) &&
        !silencers.has(alarm.properties.AlarmName),
    );
    expect(unheard.map(({ address }) => address)).toEqual([]);
  });

  it('silence another only by what operators are told of, or what is made of that', () => {
    const names = new Set(told.map(({ properties }) => properties.AlarmName));
    const untold = [...silencers].filter((silencer) => {
      const rule = String(
        alarms.find(({ properties }) => properties.AlarmName === silencer)?.properties.AlarmRule,
      );
      const parts = [...rule.matchAll(/ALARM\("([^"]+)"\)/g)].map(([, part]) => part);
      return !names.has(silencer) && (parts.length === 0 || parts.some((part) => !names.has(part)));
    });
    expect(untold).toEqual([]);
  });

  it('tell by the topic of their severity, which is the first word that is read', () => {
    const wrong = told.filter(({ stack, properties }) => {
      const [, topic] =
        Object.entries(topics).find(([word]) =>
          textOf(properties.AlarmDescription, stack).startsWith(word),
        ) ?? [];
      const [action, ...others] = properties.AlarmActions;
      return others.length > 0 || !JSON.stringify(action).includes(`:${name}-${topic}"`);
    });
    expect(wrong.map(({ address }) => address)).toEqual([]);
  });

  it('say what they usually follow and where to look', () => {
    const mute = told.filter(
      ({ stack, properties }) =>
        !/It usually follows [^:.]+[:.]/.test(textOf(properties.AlarmDescription, stack)),
    );
    expect(mute.map(({ address }) => address)).toEqual([]);
  });

  it('are silent nowhere because somebody switched them off', () => {
    expect(alarms.filter(({ properties }) => properties.ActionsEnabled === false)).toEqual([]);
  });
});

describe('an alarm', () => {
  it('is made in one place, so that each has a severity, an owner and a heading in the runbook', () => {
    const lib = join(import.meta.dirname, '../../lib');
    const bare = readdirSync(lib, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !file.startsWith(join('observability', 'alarms')))
      .filter((file) =>
        /new (cloudwatch\.Alarm|(cloudwatch\.)?Cfn(Composite)?Alarm)\(/.test(
          readFileSync(join(lib, file), 'utf8'),
        ),
      );
    expect(bare).toEqual([]);
  });
});
