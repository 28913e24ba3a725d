import { describe, expect, it } from '@jest/globals';
import { phoenixCron } from '../../../platform/stage/phoenix.ts';
import { validateStages } from '../../../platform/stage-validation.ts';
import { dev, prod, type StageDefinition } from '../../../platform/stages.ts';
import { problemsThrownBy } from '../problems-thrown-by.ts';

function sentencesAbout(stage: StageDefinition, phoenix: object): readonly string[] {
  return problemsThrownBy(() => validateStages([{ ...stage, phoenix } as StageDefinition])).filter((one) =>
    one.includes('phoenix'),
  );
}

describe('a weekly release', () => {
  it('is scheduled as AWS writes it', () => {
    expect(phoenixCron({ day: 'WED', at: '03:10' })).toBe('cron(10 3 ? * WED *)');
  });

  it.each([
    [{ day: 'SUN', at: '09:00' }, 'a day on which the stage sleeps'],
    [{ day: 'MON', at: '06:30' }, 'an hour too early in winter, when Berlin is one hour ahead'],
    [{ day: 'MON', at: '14:00' }, 'an hour too late in winter and two in summer'],
  ])('at %j is refused where the stage sleeps: %s', (phoenix) => {
    expect(sentencesAbout(dev, phoenix)).toEqual([
      expect.stringMatching(/no time from which the stage is awake for 4 hours, .*dev is awake MON, TUE/),
    ]);
  });

  it.each([
    { day: 'MON', at: '07:00' },
    { day: 'FRI', at: '11:59' },
  ])('at %j is within the hours', (phoenix) => {
    expect(sentencesAbout(dev, phoenix)).toEqual([]);
  });

  it('may be left out with a reason, and not where data is protected', () => {
    expect(sentencesAbout(dev, { none: 'it is deployed each morning' })).toEqual([]);
    expect(sentencesAbout(prod, { none: 'it is deployed each morning' })).toEqual([
      expect.stringMatching(/base layers that nobody renews, .*copy the line of staging$/),
    ]);
  });

  it('has a day and a time', () => {
    expect(sentencesAbout(prod, { day: 'TUES', at: '4 am' })).toHaveLength(2);
  });
});
