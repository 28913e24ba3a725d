import { describe, expect, it } from '@jest/globals';
import { durationTyped } from '../../../bin/typed/duration-typed.ts';

describe('a length of time as typed', () => {
  it.each([
    ['90s', 90_000],
    ['10m', 600_000],
    ['2h', 7_200_000],
    ['1d', 86_400_000],
  ])('%s is %d milliseconds', (typed, milliseconds) => {
    expect(durationTyped('--since', typed)).toBe(milliseconds);
  });

  it.each(['', '10', 'm', '0m', '1w', '-5m', '1.5h', '10 m'])(
    "'%s' is refused with how to write it",
    (typed) => {
      expect(() => durationTyped('--for', typed)).toThrow(
        `--for '${typed}' is no length of time: write it like 90s, 10m, 2h or 1d.`,
      );
    },
  );
});
