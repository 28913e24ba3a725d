import { describe, expect, it } from '@jest/globals';
import { nextAfter, parseCron } from '../../platform/calendar/cron.ts';
import { zonedTimeOf } from '../../platform/calendar/zoned-time.ts';
import { type StageDefinition, stages } from '../../platform/stages.ts';
import { serviceStacks } from '../support/service-stacks.ts';
import { synthesized } from '../support/synthesized.ts';

interface ScheduledAction {
  readonly ScheduledActionName: string;
  readonly Schedule: string;
  readonly Timezone: string;
  readonly ScalableTargetAction: { readonly MinCapacity: number; readonly MaxCapacity: number };
}

interface Change {
  readonly at: number;
  readonly min: number;
  readonly max: number;
}

const targets = serviceStacks(await synthesized()).map(({ name, stage, one }) => ({
  name,
  stage,
  actions: (one('AWS::ApplicationAutoScaling::ScalableTarget').properties.ScheduledActions ??
    []) as readonly ScheduledAction[],
}));

/** All changes between two instants, in their order. */
function changesOf(actions: readonly ScheduledAction[], from: number, until: number): readonly Change[] {
  return actions
    .flatMap(({ Schedule, Timezone, ScalableTargetAction: { MinCapacity, MaxCapacity } }) => {
      const cron = parseCron(Schedule);
      const changes: Change[] = [];
      for (let at = nextAfter(cron, from, Timezone); at < until; at = nextAfter(cron, at, Timezone)) {
        changes.push({ at, min: MinCapacity, max: MaxCapacity });
      }
      return changes;
    })
    .sort((one, other) => one.at - other.at);
}

/** The bounds that hold at an instant, by the last change before it. */
function boundsAt(changes: readonly Change[], instant: number, usual: StageDefinition['tasks']) {
  const { min, max } = changes.findLast(({ at }) => at <= instant) ?? usual;
  return { min, max };
}

describe('the calendar of a service', () => {
  it('is the same for all services of a stage', () => {
    for (const { name } of stages) {
      const calendars = targets.filter(({ stage }) => stage.name === name).map(({ actions }) => actions);
      for (const calendar of calendars) expect(calendar).toEqual(calendars[0]);
    }
  });

  it('is empty where the stage has neither seasons nor sleep', () => {
    const plain = targets.filter(({ stage }) => 'none' in stage.seasons && 'none' in stage.sleep);
    expect(plain.length).toBeGreaterThan(0);
    expect(plain.filter(({ actions }) => actions.length > 0)).toEqual([]);
  });

  it('says two things at one instant never', () => {
    for (const { name, actions } of targets) {
      const instants = changesOf(actions, Date.parse('2026-01-01'), Date.parse('2028-01-01')).map(
        ({ at }) => at,
      );
      expect({ name, twice: instants.filter((at, index) => instants.indexOf(at) !== index) }).toEqual({
        name,
        twice: [],
      });
    }
  }, 20_000);
});

const day = 24 * 60 * 60 * 1000;

describe.each(targets.filter(({ stage, name }) => !('none' in stage.seasons) && name.endsWith('-gateway')))(
  'the seasons of $name',
  ({ stage, actions }) => {
    it('raise the bounds on each of their days and on no other, leap years included', () => {
      if ('none' in stage.seasons) throw new Error('it has none');
      const { timezone, windows } = stage.seasons;
      const seasons = Object.values(windows);
      const [from, until] = [Date.parse('2027-12-30'), Date.parse('2029-02-01')];
      const changes = changesOf(actions, from - 400 * day, until);
      for (let noon = from + day / 2; noon < until; noon += day) {
        const { month, day: date } = zonedTimeOf(noon, timezone);
        const today = `${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
        const season = seasons.find(({ begins, ends }) =>
          begins < ends ? today >= begins && today < ends : today >= begins || today < ends,
        );
        const { min, max } = season ?? stage.tasks;
        expect({ today, ...boundsAt(changes, noon, stage.tasks) }).toEqual({ today, min, max });
      }
    });
  },
);

describe.each(targets.filter(({ stage, name }) => !('none' in stage.sleep) && name.endsWith('-gateway')))(
  'the sleep of $name',
  ({ stage, actions }) => {
    it('leaves no task outside its waking hours, and the usual bounds within them', () => {
      if ('none' in stage.sleep) throw new Error('it has none');
      const { timezone, awake } = stage.sleep;
      const names = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
      // Over the end of summer time.
      const [from, until] = [Date.parse('2026-10-19'), Date.parse('2026-11-02')];
      const changes = changesOf(actions, from - 7 * day, until);
      for (let at = from; at < until; at += 15 * 60_000) {
        const { year, month, day: date, hour, minute } = zonedTimeOf(at, timezone);
        const weekday = names[new Date(Date.UTC(year, month - 1, date)).getUTCDay()];
        const time = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
        const isAwake = awake.days.some((one) => one === weekday) && time >= awake.from && time < awake.until;
        const expected = isAwake ? stage.tasks : { min: 0, max: 0 };
        expect({ weekday, time, ...boundsAt(changes, at, stage.tasks) }).toEqual({
          weekday,
          time,
          ...expected,
        });
      }
    });
  },
);
