import { describe, expect, it } from '@jest/globals';
import { baseWeekOf } from '../../../pipeline/build/base-week.ts';
import { imageTagOf } from '../../../pipeline/build/image-tag.ts';
import { root } from '../../support/source-hash.ts';

describe('the week of base layers', () => {
  it.each([
    ['2026-11-16T00:00:00Z', '2026-W47'],
    ['2026-11-22T23:59:59Z', '2026-W47'],
    ['2026-11-23T00:00:00Z', '2026-W48'],
    ['2027-01-01T12:00:00Z', '2026-W53'],
    ['2024-12-30T00:00:00Z', '2025-W01'],
    ['2026-01-01T00:00:00Z', '2026-W01'],
  ])('of %s is %s', (day, week) => {
    expect(baseWeekOf(Date.parse(day))).toBe(week);
  });
});

describe('the tag of an image', () => {
  const tagOn = (base: string | undefined) => imageTagOf({ service: 'catalog', root, base });

  it('is another in another week, although no file has changed', () => {
    expect(tagOn('2026-W47')).not.toBe(tagOn('2026-W48'));
  });

  it('is the same all week, so that nothing is built or released twice', () => {
    const days = ['2026-11-16', '2026-11-19', '2026-11-22'];
    const tags = days.map((day) => tagOn(baseWeekOf(Date.parse(day))));
    expect(new Set(tags).size).toBe(1);
  });

  it('begins with what goes into it, and is one that a registry takes', () => {
    expect(tagOn(undefined)).toMatch(/^[0-9a-f]{16}$/);
    expect(tagOn('2026-W47')).toBe(`${tagOn(undefined)}-2026-w47`);
    expect(tagOn('2026-W47')).toMatch(/^[a-zA-Z0-9_][a-zA-Z0-9_.-]{0,127}$/);
  });
});
