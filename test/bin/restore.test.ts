import { describe, expect, it } from '@jest/globals';
import { restoredNameTyped } from '../../bin/restore/name-typed.ts';
import { restoreTimeTyped } from '../../bin/restore/time-typed.ts';

const now = Date.parse('2026-11-21T10:00:00Z');

describe('the moment to restore', () => {
  it.each([
    ['2026-11-21T09:30:00Z', '2026-11-21T09:30:00.000Z'],
    ['2026-11-21T10:30+01:00', '2026-11-21T09:30:00.000Z'],
    ['45m', '2026-11-21T09:15:00.000Z'],
  ])('%s is %s', (typed, moment) => {
    expect(new Date(restoreTimeTyped(typed, now)).toISOString()).toBe(moment);
  });

  it.each([
    ['2026-11-21T09:30', /is no moment: write it like 2026-11-21T09:30:00Z \(UTC/],
    ['yesterday', /is no moment/],
    ['2026-11-21T11:00:00Z', /has not come yet: it is 2026-11-21T10:00:00\.000Z/],
    ['2026-13-41T09:30:00Z', /is no moment/],
  ])('%s is refused', (typed, sentence) => {
    expect(() => restoreTimeTyped(typed, now)).toThrow(sentence);
  });
});

describe('the name of what is restored', () => {
  it('begins with those of the platform and the stage', () => {
    expect(restoredNameTyped('before-the-sale', 'prod')).toBe('shoal-prod-before-the-sale');
  });

  it.each(['Before', 'a--b', '-a', 'a-', '', 'a'.repeat(41), 'a b'])("'%s' is refused", (typed) => {
    expect(() => restoredNameTyped(typed, 'prod')).toThrow(/is no name for a database/);
  });
});
