import { describe, expect, it } from '@jest/globals';
import { daysOf } from '../../../platform/stage/seasons.ts';
import { validateStages } from '../../../platform/stage-validation.ts';
import { type StageDefinition, staging } from '../../../platform/stages.ts';
import { problemsThrownBy } from '../problems-thrown-by.ts';

const may = { begins: '05-01', ends: '06-01', min: 4, max: 12 };
const december = { begins: '11-20', ends: '01-07', min: 4, max: 12 };

function sentencesAbout(windows: Readonly<Record<string, unknown>>, more: object = {}): readonly string[] {
  const seasons = { timezone: 'Europe/Berlin', windows, ...more };
  return problemsThrownBy(() => validateStages([{ ...staging, seasons } as StageDefinition]));
}

describe('seasons', () => {
  it('may lie beyond the end of the year, and one may begin as another ends', () => {
    expect(sentencesAbout({ may, june: { ...may, begins: '06-01', ends: '06-10' }, december })).toEqual([]);
  });

  it('hold their days, the last not among them', () => {
    expect(daysOf(may)).toHaveLength(31);
    expect([daysOf(december)[0], daysOf(december).at(-1)]).toEqual(['11-20', '01-06']);
    expect(daysOf({ ...may, begins: '02-27', ends: '03-01' })).toEqual(['02-27', '02-28', '02-29']);
  });

  it('do not overlap', () => {
    expect(sentencesAbout({ december, newyear: { ...may, begins: '01-02', ends: '01-10' } })).toEqual([
      "stage 'staging': seasons.windows.newyear '01-02 to 01-10' overlaps the season 'december' on 01-02, allowed: one season a day; begin it on 01-07, or make one season of both",
    ]);
  });

  it('raise what holds all year', () => {
    expect(sentencesAbout({ may: { ...may, min: 1, max: 5 } })).toEqual([
      "stage 'staging': seasons.windows.may.min 1 is less than tasks.min, allowed: 2 or more; raise it, or remove the season",
      "stage 'staging': seasons.windows.may.max 5 is less than its min or than tasks.max, allowed: 6 or more; raise it",
    ]);
  });

  it.each([
    [
      'an end as its beginning',
      { may: { ...may, ends: '05-01' } },
      /ends '05-01' is the day on which it begins/,
    ],
    [
      'a day that some years do not have',
      { may: { ...may, begins: '02-29' } },
      /begins '02-29' has the wrong form/,
    ],
    ['a day that no year has', { may: { ...may, begins: '04-31' } }, /begins '04-31' has the wrong form/],
    ['a name AWS would not take', { 'May!': may }, /May! .* has the wrong name, allowed: lower-case letters/],
  ])('with %s are refused', (_what, windows, expected) => {
    const sentences = sentencesAbout(windows);
    expect(sentences).toHaveLength(1);
    expect(sentences[0]).toMatch(expected);
  });

  it('are counted by the clocks of a place that there is', () => {
    expect(sentencesAbout({ may }, { timezone: 'Europe/Berlim' })).toEqual([
      "stage 'staging': seasons.timezone 'Europe/Berlim' is no timezone, allowed: UTC or a name like Europe/Berlin; did you mean 'Europe/Berlin'?",
    ]);
  });
});
