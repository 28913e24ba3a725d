import { describe, expect, it } from '@jest/globals';
import { services } from '../../platform/services.ts';
import { stages } from '../../platform/stages.ts';
import { synthesized } from '../support/synthesized.ts';
import { loudOnes, type Minute, type Phase, repeated, type Scenario, slowOnes } from './golden-series.ts';
import { alarmsOf } from './synthesized-alarms.ts';

const all = alarmsOf(await synthesized());
const bothColours = (symptom: string) =>
  all.filter((alarm) => [`${symptom}-blue`, `${symptom}-green`].includes(alarm.symptom));
const errorAlarms = bothColours('5xx');
const unhealthy = bothColours('unhealthy');

const requests = (RequestCount: number, errors = 0): Minute => ({
  RequestCount,
  // As the balancer does, which reports no zero.
  ...(errors > 0 && { HTTPCode_Target_5XX_Count: errors }),
});
const nothing: Minute = {};

describe('the alarms on server errors', () => {
  it('are two for each service in each stage', () => {
    expect(errorAlarms).toHaveLength(stages.length * services.length * 2);
  });

  const quiet: Phase = [10, requests(600)];

  it.each([
    ['every tenth of many requests fails', requests(6000, 600)],
    ['one in twenty fails', requests(6000, 300)],
    ['all fail', requests(600, 600)],
    ['five of a few fail', requests(20, 5)],
  ])('go off within two minutes when %s', (_, failing) => {
    expect(slowOnes(errorAlarms, 2, { phases: [quiet, [10, failing]] })).toEqual([]);
  });

  // With FILL the minute that has not arrived yet would be one without errors, and the last two never bad.
  it.each([30, 60, 120])(
    'go off within four minutes when the balancer is %d seconds late',
    (lateBySeconds) => {
      const phases: readonly Phase[] = [quiet, [10, requests(600, 60)]];
      expect(slowOnes(errorAlarms, 4, { phases, lateBySeconds })).toEqual([]);
    },
  );

  it('go off within two minutes of a colour that had no requests before', () => {
    expect(
      slowOnes(errorAlarms, 2, {
        phases: [
          [30, nothing],
          [10, requests(600, 60)],
        ],
      }),
    ).toEqual([]);
  });

  it.each<Scenario>([
    ['nobody asks anything', [[120, nothing]]],
    ['all is well', [[30, requests(6000)]]],
    ['one in a hundred fails', [[30, requests(6000, 60)]]],
    ['a minute is bad', [quiet, [1, requests(600, 300)], quiet]],
    ['a bad minute comes every other', repeated(10, [1, requests(600, 60)], [1, requests(600)])],
    [
      'few ask at night, one of them in vain',
      [
        [60, requests(3)],
        [5, requests(1, 1)],
        [60, requests(2)],
      ],
    ],
    ['fewer than five ask in a minute, all of them in vain', [[60, requests(4, 4)]]],
    ['nobody asks for minutes between errors', repeated(10, [1, requests(4, 4)], [4, nothing])],
    ['the last minute before a colour is idle is bad', [quiet, [1, requests(90, 30)], [30, nothing]]],
    ['a release moves requests away', [quiet, [5, requests(540, 3)], [1, requests(60, 2)], [30, nothing]]],
    [
      'a release brings requests',
      [
        [30, nothing],
        [5, requests(60, 1)],
        [10, requests(600, 2)],
      ],
    ],
    ['the balancer tells nothing for a while', [quiet, [10, nothing], quiet]],
  ])('are silent while %s', (_, phases) => {
    expect(loudOnes(errorAlarms, { phases })).toEqual([]);
  });
});

describe('the alarms on unhealthy tasks', () => {
  const tasks = (UnHealthyHostCount: number): Minute => ({ UnHealthyHostCount });
  const well: Phase = [10, tasks(0)];

  it('are two for each service in each stage', () => {
    expect(unhealthy).toHaveLength(stages.length * services.length * 2);
  });

  it.each([
    [0, 3],
    [30, 4],
    [60, 4],
    [120, 5],
  ])('when told %d seconds late go off within %d minutes', (lateBySeconds, promised) => {
    expect(slowOnes(unhealthy, promised, { phases: [well, [10, tasks(1)]], lateBySeconds })).toEqual([]);
  });

  it('go off of a colour that was just started', () => {
    const phases: readonly Phase[] = [
      [30, nothing],
      [10, tasks(2)],
    ];
    expect(slowOnes(unhealthy, 3, { phases })).toEqual([]);
  });

  it.each<Scenario>([
    ['a colour has no tasks', [[120, nothing]]],
    ['all tasks are well', [well, well]],
    ['a task fails for two minutes', [well, [2, tasks(1)], well]],
    ['a release ends the last tasks, unhealthy ones among them', [well, [2, tasks(1)], [30, nothing]]],
  ])('are silent while %s', (_, phases) => {
    expect(loudOnes(unhealthy, { phases })).toEqual([]);
  });
});
