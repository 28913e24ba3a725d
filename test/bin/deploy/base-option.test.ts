import { describe, expect, it } from '@jest/globals';
import { baseTyped } from '../../../bin/deploy/base-option.ts';

const now = Date.parse('2026-11-21T12:00:00Z');

describe('--base', () => {
  it('is this week, another week, or nothing', () => {
    expect(['this-week', '2026-W03', undefined].map((typed) => baseTyped(typed, now))).toEqual([
      '2026-W47',
      '2026-W03',
      undefined,
    ]);
  });

  it.each(['2026-W54', '2026-W00', '47', 'latest'])('%s is refused', (typed) => {
    expect(() => baseTyped(typed, now)).toThrow(
      `--base '${typed}' is no week: use this-week, or one like 2026-W47.`,
    );
  });
});
