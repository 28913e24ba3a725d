import { describe, expect, it } from '@jest/globals';
import { levelOver, steady } from '../../../../../pipeline/guards/cost/schedule/level.ts';
import { meanOf } from '../../../../../pipeline/guards/cost/schedule/year.ts';

const timezone = 'Europe/Berlin';
const workdays = [
  { schedule: 'cron(0 8 ? * MON-FRI *)', timezone, level: 2 },
  { schedule: 'cron(0 20 ? * MON-FRI *)', timezone, level: 0 },
];

describe('a level', () => {
  it('stays what it is where no calendar changes it', () => {
    expect(levelOver([], 3)).toEqual(steady(3));
  });

  it('counts the hours of a calendar: twelve of five days are five fourteenths of a week', () => {
    expect(meanOf(levelOver(workdays, 2).present)).toBeCloseTo(5 / 14, 2);
    expect(meanOf(levelOver(workdays, 2).months)).toBeCloseTo((2 * 5) / 14, 2);
  });

  it('is as high awake as it is whenever it is not zero', () => {
    expect(levelOver(workdays, 2).awake).toBeCloseTo(2);
  });

  it('takes what the calendar says, whatever the template begins with', () => {
    expect(levelOver(workdays, 99).months).toEqual(levelOver(workdays, 2).months);
  });

  it('is higher in the months of a season and as usual in the others', () => {
    const { months, present } = levelOver(
      [
        { schedule: 'cron(0 0 1-31 5 ? *)', timezone, level: 6 },
        { schedule: 'cron(0 0 1 6 ? *)', timezone, level: 3 },
      ],
      3,
    );
    expect(months.map((level) => Math.round(level))).toEqual([3, 3, 3, 3, 6, 3, 3, 3, 3, 3, 3, 3]);
    expect(present).toEqual(steady(3).present);
  });

  it('begins the year with what the last change of it has set', () => {
    const { months } = levelOver(
      [
        { schedule: 'cron(0 0 1 12 ? *)', timezone: 'UTC', level: 9 },
        { schedule: 'cron(0 0 1 2 ? *)', timezone: 'UTC', level: 3 },
      ],
      3,
    );
    expect([months[0], months[1], months[11]]).toEqual([9, 3, 9]);
  });

  it('refuses a calendar that it cannot lay out', () => {
    expect(() => levelOver([{ schedule: 'rate(1 day)', timezone, level: 0 }], 1)).toThrow(
      /'rate\(1 day\)' is not understood/,
    );
  });
});
