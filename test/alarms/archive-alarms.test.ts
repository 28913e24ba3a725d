import { describe, expect, it } from '@jest/globals';
import { stages } from '../../platform/stages.ts';
import { synthesized } from '../support/synthesized.ts';
import {
  historyOf,
  loudOnes,
  type Minute,
  minutesToAlarm,
  repeated,
  type Scenario,
} from './golden-series.ts';
import { alarmsOf } from './synthesized-alarms.ts';

const ofArchive = alarmsOf(await synthesized()).filter(({ name }) => name.includes('/log-archive/'));
const late = ofArchive.filter(({ name }) => name.endsWith('/log-archive/late'));
const missed = ofArchive.filter(({ name }) => name.endsWith('/log-archive/missed'));

/** How old the oldest line is that is on its way, in seconds. */
const age = (seconds: number): Minute => ({ 'DeliveryToS3.DataFreshness': seconds });
const lines: Minute = { IncomingRecords: 20 };
const nothing: Minute = {};
const hour = 60;

it('are where lines are archived, and nowhere else', () => {
  const archiving = stages.filter(({ logArchive }) => !('none' in logArchive)).map(({ name }) => name);
  expect(late.map(({ stage }) => stage).toSorted()).toEqual(archiving.toSorted());
  expect(missed.map(({ stage }) => stage).toSorted()).toEqual(archiving.toSorted());
});

describe('the alarm on lines that are late', () => {
  it('goes off once lines have waited for an hour and a quarter, long before they are given up', () => {
    const waiting = Array.from({ length: 180 }, (_, minute) => [1, age(900 + 60 * minute)] as const);
    for (const alarm of late) {
      const [change = '', ...more] = historyOf(alarm, { phases: [[30, age(600)], ...waiting] }).filter(
        (each) => each.endsWith('ALARM'),
      );
      const after = Number.parseInt(change, 10) - 30;
      expect({ more, inTime: after >= 45 && after <= 70 }).toEqual({ more: [], inTime: true });
    }
  });

  it.each<Scenario>([
    ['files are written each quarter of an hour', repeated(8, [5, age(300)], [5, age(600)], [5, age(900)])],
    [
      'S3 falters for half an hour',
      [
        [30, age(900)],
        [30, age(2700)],
        [30, age(900)],
      ],
    ],
    ['nothing is on its way', [[3 * hour, nothing]]],
  ])('is silent while %s', (_, phases) => {
    expect(loudOnes(late, { phases })).toEqual([]);
  });
});

describe('the alarm on an archive that nothing comes to', () => {
  it('goes off two to three hours after the last line', () => {
    for (const alarm of missed) {
      const after = minutesToAlarm(alarm, {
        phases: [
          [3 * hour, lines],
          [6 * hour, nothing],
        ],
        madeAfter: hour,
      });
      expect(after).toBeGreaterThanOrEqual(2 * hour);
      expect(after).toBeLessThanOrEqual(5 * hour);
    }
  });

  it.each<Scenario>([
    ['lines come', [[12 * hour, lines]]],
    ['lines come once an hour, at night', repeated(10, [1, lines], [59, nothing])],
    [
      'an hour is without',
      [
        [4 * hour, lines],
        [50, nothing],
        [4 * hour, lines],
      ],
    ],
  ])('is silent while %s', (_, phases) => {
    expect(loudOnes(missed, { phases, madeAfter: 2 * hour })).toEqual([]);
  });
});
