import { describe, expect, it } from '@jest/globals';
import { scheduledSleep } from '../../../platform/stage/sleep.ts';
import { validateStages } from '../../../platform/stage-validation.ts';
import { dev, prod, type StageDefinition } from '../../../platform/stages.ts';
import { taskScheduleIn } from '../../../platform/task-schedule.ts';
import { problemsThrownBy } from '../problems-thrown-by.ts';

const hours = { days: ['MON', 'TUE', 'WED', 'THU', 'FRI'], from: '08:00', until: '20:00' } as const;

function sentencesAbout(awake: object, more: object = {}): readonly string[] {
  const sleep = { timezone: 'Europe/Berlin', awake: { ...hours, ...awake } };
  return problemsThrownBy(() => validateStages([{ ...dev, sleep, ...more } as StageDefinition]));
}

describe('a stage that sleeps', () => {
  it.each([
    [
      { from: '00:10' },
      /sleep\.awake\.from '00:10' leaves its database no 15 minutes of the day to start before it, .*'00:15'/,
    ],
    [
      { until: '23:50' },
      /sleep\.awake\.until '23:50' leaves its database no 15 minutes of the day to stop after it, .*'23:44'/,
    ],
    [{ until: '08:30' }, /sleep\.awake\.until '08:30' is less than an hour after/],
    [{ from: '8 am' }, /sleep\.awake\.from '8 am' has the wrong form/],
    [{ days: [] }, /sleep\.awake\.days \[\] has too few/],
    [{ days: ['MON', 'FRY'] }, /holds "FRY", which is none of the choices, .* did you mean 'FRI'\?/],
  ])('with %j is refused', (awake, expected) => {
    expect(sentencesAbout(awake).filter((sentence) => expected.test(sentence))).toHaveLength(1);
  });

  it('has no seasons, whose midnights would wake it', () => {
    expect(sentencesAbout({}, { seasons: prod.seasons }).filter((one) => one.includes('seasons {'))).toEqual([
      expect.stringMatching(
        /would wake, each midnight, a stage that sleeps, .*; give the stage either seasons or sleep$/,
      ),
    ]);
  });

  it('wakes its ground a quarter of an hour before its services, and lets it sleep as long after them', () => {
    expect(scheduledSleep({ timezone: 'UTC', awake: { ...hours, days: ['MON', 'SAT'] } })).toEqual({
      ground: { wakes: 'cron(45 7 ? * MON,SAT *)', sleeps: 'cron(15 20 ? * MON,SAT *)' },
      services: { wakes: 'cron(0 8 ? * MON,SAT *)', sleeps: 'cron(0 20 ? * MON,SAT *)' },
    });
  });
});

describe('a task that runs by the clock', () => {
  const sleep = { timezone: 'Europe/Berlin', awake: hours };

  it('runs at its hour, in UTC, where the stage never sleeps', () => {
    const stage = { sleep: { none: 'never' } };
    expect(taskScheduleIn(stage, { at: '02:30' })).toEqual({
      expression: 'cron(30 2 ? * * *)',
      timezone: 'UTC',
    });
    expect(taskScheduleIn(stage, { at: '09:00', days: ['TUE', 'SAT'] }).expression).toBe(
      'cron(0 9 ? * TUE,SAT *)',
    );
  });

  it('runs half an hour after the stage has woken where it sleeps, on those of its days that are left', () => {
    const expression = (days?: readonly ('TUE' | 'SAT')[]) =>
      taskScheduleIn({ sleep }, { at: '02:30', ...(days && { days }) }).expression;
    expect(expression()).toBe('cron(30 8 ? * MON,TUE,WED,THU,FRI *)');
    expect(expression(['TUE', 'SAT'])).toBe('cron(30 8 ? * TUE *)');
    expect(expression(['SAT'])).toBe('cron(30 8 ? * MON *)');
  });
});
