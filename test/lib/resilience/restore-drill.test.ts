import { describe, expect, it } from '@jest/globals';
import { RestoreDrill } from '../../../lib/resilience/restore-drill.ts';
import { type Day, days } from '../../../platform/stage/sleep.ts';

describe('the longest time without a drill', () => {
  it.each([
    [['TUE', 'FRI'], 5],
    [['FRI', 'TUE'], 5],
    [['SUN', 'MON'], 7],
    [[...days], 2],
  ] as const)('on %j is %d days: the longest pause and a day', (on: readonly Day[], expected) => {
    expect(RestoreDrill.longestPause({ days: on, at: '08:00', keepHours: 1 }).toDays()).toBe(expected);
  });

  it('of any two days is one that an alarm can look back, which is a week', () => {
    const pairs = days.flatMap((one) => days.filter((other) => other !== one).map((other) => [one, other]));
    const longest = pairs.map((on) =>
      RestoreDrill.longestPause({ days: on, at: '08:00', keepHours: 1 }).toDays(),
    );
    expect(Math.max(...longest)).toBe(7);
  });
});
