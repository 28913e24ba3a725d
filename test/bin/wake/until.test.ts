import { describe, expect, it } from '@jest/globals';
import { untilOf } from '../../../bin/wake/until.ts';
import type { SleepSettings } from '../../../platform/stage/sleep.ts';

const sleep: SleepSettings = {
  timezone: 'Europe/Berlin',
  awake: { days: ['MON', 'TUE', 'WED', 'THU', 'FRI'], from: '08:00', until: '20:00' },
};

/** In Berlin, a Friday in winter: an hour later than here. */
function until(typed: string | undefined, now: string): string {
  const instant = untilOf({ stage: 'dev', sleep, typed, now: Date.parse(now) });
  return new Date(instant).toISOString().slice(0, 16);
}

describe('a stage that is woken', () => {
  it.each([
    ['tonight, before it has gone to sleep', '23:00', '2026-11-20T17:00:00Z', '2026-11-20T22:00'],
    ['tonight, when it sleeps already', '23:00', '2026-11-20T21:00:00Z', '2026-11-20T22:00'],
    ['past midnight', '1:30', '2026-11-20T21:00:00Z', '2026-11-21T00:30'],
    ['on a weekend', '18:00', '2026-11-21T09:00:00Z', '2026-11-21T17:00'],
    ['early in the morning', '07:00', '2026-11-23T04:00:00Z', '2026-11-23T06:00'],
  ])('sleeps again %s', (_when, typed, now, expected) => {
    expect(until(typed, now)).toBe(expected);
  });

  it('sleeps again in three hours where nobody says when', () => {
    expect(until(undefined, '2026-11-20T20:59:30Z')).toBe('2026-11-21T00:00');
  });

  it.each([
    [
      'at noon',
      '12:00',
      '2026-11-20T09:00:00Z',
      /^dev is awake at Fri 12:00 anyway, it is from 08:00 to 20:00/,
    ],
    ['too soon to be awake at all', '22:10', '2026-11-20T21:00:00Z', /takes about ten to start/],
    ['while its morning begins', '07:30', '2026-11-23T04:00:00Z', /choose Mon 07:15 or earlier/],
    ['after it has woken by itself', '20:30', '2026-11-23T20:00:00Z', /wakes by itself before Tue 20:30/],
    ['at no time', '25:00', '2026-11-20T21:00:00Z', /--until '25:00' is no time of day: write it like 23:00/],
  ])('cannot be told to sleep %s', (_when, typed, now, expected) => {
    expect(() => until(typed, now)).toThrow(expected);
  });
});
