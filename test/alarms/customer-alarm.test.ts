import { describe, expect, it } from '@jest/globals';
import { synthesized } from '../support/synthesized.ts';
import { loudOnes, type Minute, type Phase, type Scenario, slowOnes } from './golden-series.ts';
import { alarmsOf } from './synthesized-alarms.ts';

const alarms = alarmsOf(await synthesized()).filter(({ name }) => name.endsWith('/customers/errors'));

const requests = (RequestCount: number): Minute => ({ RequestCount });
const ofServices = (count: number): Minute => ({ HTTPCode_Target_5XX_Count: count });
const ofBalancer = (count: number): Minute => ({ HTTPCode_ELB_5XX_Count: count });
const nothing: Minute = {};

describe('the alarm on errors that customers get', () => {
  it('is where experiments stop at it', () => {
    expect(alarms.map(({ stage }) => stage)).toEqual(['staging']);
  });

  it.each([
    ['services answer with errors', { ...requests(600), ...ofServices(60) }],
    ['no service answers, and the balancer does', ofBalancer(600)],
    ['one in thirty comes from each', { ...requests(600), ...ofServices(20), ...ofBalancer(20) }],
    ['few ask, and five get an error', { ...requests(20), ...ofServices(3), ...ofBalancer(2) }],
  ])('goes off within two minutes when %s', (_, failing) => {
    expect(
      slowOnes(alarms, 2, {
        phases: [
          [10, requests(600)],
          [10, failing],
        ],
      }),
    ).toEqual([]);
  });

  it.each([30, 60, 120])(
    'goes off within four minutes when the balancer is %d seconds late',
    (lateBySeconds) => {
      const phases: readonly Phase[] = [
        [10, requests(600)],
        [10, { ...requests(600), ...ofServices(60) }],
      ];
      expect(slowOnes(alarms, 4, { phases, lateBySeconds })).toEqual([]);
    },
  );

  it.each<Scenario>([
    ['nobody asks', [[120, nothing]]],
    ['all is well', [[30, requests(6000)]]],
    ['one in fifty fails', [[30, { ...requests(6000), ...ofServices(60), ...ofBalancer(60) }]]],
    [
      'a minute is bad',
      [
        [10, requests(600)],
        [1, ofBalancer(600)],
        [20, requests(600)],
      ],
    ],
    [
      'few ask at night, and some in vain',
      [
        [30, requests(3)],
        [5, { ...requests(3), ...ofServices(2) }],
        [30, nothing],
      ],
    ],
  ])('is silent while %s', (_, phases) => {
    expect(loudOnes(alarms, { phases })).toEqual([]);
  });
});
