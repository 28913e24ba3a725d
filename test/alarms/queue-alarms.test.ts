import { describe, expect, it } from '@jest/globals';
import { stages } from '../../platform/stages.ts';
import { synthesized } from '../support/synthesized.ts';
import {
  historyOf,
  loudOnes,
  type Minute,
  type Phase,
  repeated,
  type Scenario,
  slowOnes,
} from './golden-series.ts';
import { alarmsOf } from './synthesized-alarms.ts';

const all = alarmsOf(await synthesized());
const of = (symptom: string) => all.filter((alarm) => alarm.symptom === symptom);
const nothing: Minute = {};

describe.each([
  ['dead letters', of('dead-letters')],
  ['failed schedules', all.filter(({ name }) => name.endsWith('/schedules/failed'))],
])('the alarms on %s', (_, alarms) => {
  const messages = (ApproximateNumberOfMessagesVisible: number): Minute => ({
    ApproximateNumberOfMessagesVisible,
  });

  it('are in every stage', () => {
    expect(new Set(alarms.map(({ stage }) => stage))).toEqual(new Set(stages.map(({ name }) => name)));
  });

  it.each([0, 60, 120])(
    'go off within a minute of the first message, told %d seconds late',
    (lateBySeconds) => {
      const first: readonly Phase[] = [
        [10, messages(0)],
        [10, messages(1)],
      ];
      expect(slowOnes(alarms, 1 + 1 + lateBySeconds / 60, { phases: first, lateBySeconds })).toEqual([]);
    },
  );

  it('go off of a queue that told nothing for hours', () => {
    expect(
      slowOnes(alarms, 1, {
        phases: [
          [400, nothing],
          [5, messages(1)],
        ],
      }),
    ).toEqual([]);
  });

  it('last until somebody takes the messages out', () => {
    const phases: readonly Phase[] = [
      [5, messages(0)],
      [600, messages(3)],
      [10, messages(0)],
    ];
    const histories = new Set(alarms.map((alarm) => historyOf(alarm, { phases }).join(', ')));
    expect([...histories]).toEqual(['1 OK, 6 ALARM, 606 OK']);
  });

  it.each<Scenario>([
    ['the queue is empty', [[60, messages(0)]]],
    [
      'the queue tells nothing',
      [
        [60, messages(0)],
        [600, nothing],
      ],
    ],
  ])('are silent while %s', (__, phases) => {
    expect(loudOnes(alarms, { phases })).toEqual([]);
  });
});

describe('the alarms on the age of events', () => {
  const alarms = of('queue-age');
  const age = (ApproximateAgeOfOldestMessage: number): Minute => ({ ApproximateAgeOfOldestMessage });
  const agingFrom = (seconds: number, minutes: number): readonly Phase[] =>
    Array.from({ length: minutes }, (_, index) => [1, age(seconds + index * 60)] as const);

  it('are in every stage', () => {
    expect(new Set(alarms.map(({ stage }) => stage))).toEqual(new Set(stages.map(({ name }) => name)));
  });

  it.each([0, 60, 120])(
    'go off eight minutes after handling stopped, told %d seconds late',
    (lateBySeconds) => {
      const late = alarms.map((alarm) => {
        const alarmed = historyOf(alarm, {
          phases: [[10, age(1)], ...agingFrom(60, 30)],
          lateBySeconds,
        }).find((change) => change.endsWith('ALARM'));
        return Number.parseInt(alarmed ?? 'never', 10) - 10 - lateBySeconds / 60;
      });
      expect(Math.max(...late)).toBeLessThanOrEqual(8);
    },
  );

  it.each<Scenario>([
    ['no event waits', [[600, nothing]]],
    ['events come now and then', repeated(20, [1, age(2)], [7, nothing])],
    ['a burst takes four minutes', [[10, age(1)], ...agingFrom(60, 4), [10, age(1)]]],
    ['a release stops the workers for six minutes', [[10, age(1)], ...agingFrom(60, 6), [30, nothing]]],
  ])('are silent while %s', (_, phases) => {
    expect(loudOnes(alarms, { phases })).toEqual([]);
  });
});
