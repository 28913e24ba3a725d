import { describe, expect, it } from '@jest/globals';
import { restores } from '../../../pipeline/operations/restoring-bounds.ts';
import { scaleFor } from '../../../pipeline/operations/scale-for.ts';

const now = Date.parse('2026-11-20T12:00:00Z');
const hour = 3_600_000;
const order = { stage: 'dev', service: 'catalog', wanted: { min: 4, max: 20 }, until: now + 2 * hour, now };

/** A service with 1 to 4 tasks, and what was asked for in order. */
function scalingWith(
  ScheduledActions: readonly object[],
  ScalableTargets: readonly object[] = [{ MinCapacity: 1, MaxCapacity: 4 }],
) {
  const asked: { readonly name: string; readonly input: Record<string, unknown> }[] = [];
  const client = {
    send: async (command: {
      readonly constructor: { readonly name: string };
      readonly input: Record<string, unknown>;
    }) => {
      asked.push({ name: command.constructor.name, input: command.input });
      return { ScalableTargets, ScheduledActions };
    },
  };
  return { client: client as never, changes: () => asked.filter(({ name }) => !name.startsWith('Describe')) };
}

describe('bounds that are set for a while', () => {
  it('are booked to come back before they are changed', async () => {
    const { client, changes } = scalingWith([]);
    expect(await scaleFor(client, order)).toEqual({ before: { min: 1, max: 4 }, calendar: undefined });
    expect(changes()).toMatchObject([
      {
        name: 'PutScheduledActionCommand',
        input: {
          ScheduledActionName: restores,
          Schedule: 'at(2026-11-20T14:00:00)',
          ScalableTargetAction: { MinCapacity: 1, MaxCapacity: 4 },
        },
      },
      { name: 'RegisterScalableTargetCommand', input: { MinCapacity: 4, MaxCapacity: 20 } },
    ]);
  });

  const booked = {
    ScheduledActionName: restores,
    Schedule: 'at(2026-11-20T13:00:00)',
    ScalableTargetAction: { MinCapacity: 2, MaxCapacity: 6 },
  };

  it('come back to what there was before the first time, when set twice', async () => {
    const { client } = scalingWith([booked]);
    expect(await scaleFor(client, order)).toEqual({ before: { min: 2, max: 6 }, calendar: undefined });
  });

  it('come back to what there is, where an earlier time has been over for long and is still told of', async () => {
    const { client, changes } = scalingWith([{ ...booked, Schedule: 'at(2026-11-02T13:00:00)' }]);
    expect(await scaleFor(client, order)).toMatchObject({ before: { min: 1, max: 4 } });
    expect(changes()[0]?.input).toMatchObject({ ScalableTargetAction: { MinCapacity: 1, MaxCapacity: 4 } });
  });

  it('are left to the calendar where that sets them earlier', async () => {
    const sleeps = { ScheduledActionName: 'sleeps', Schedule: 'cron(30 13 ? * FRI *)', Timezone: 'UTC' };
    const { client, changes } = scalingWith([sleeps]);
    const scaled = await scaleFor(client, order);
    expect(scaled?.calendar).toEqual({ name: 'sleeps', at: now + 1.5 * hour });
    expect(changes().map(({ name }) => name)).toEqual(['RegisterScalableTargetCommand']);
    const later = scalingWith([{ ...sleeps, StartTime: new Date(now + 24 * hour) }]);
    expect((await scaleFor(later.client, order))?.calendar).toBeUndefined();
  });

  it('are left to what a wake has put in place of the calendar for one evening', async () => {
    const tomorrow = new Date('2026-11-20T13:30:00Z');
    const sleeps = { ScheduledActionName: 'sleeps', Schedule: 'cron(0 13 * * ? *)', StartTime: tomorrow };
    const late = { ScheduledActionName: 'sleeps-late', Schedule: 'at(2026-11-20T14:30:00)' };
    const { client, changes } = scalingWith([sleeps, { ...late, Timezone: 'Europe/Berlin' }]);
    expect((await scaleFor(client, order))?.calendar).toEqual({ name: 'sleeps-late', at: now + 1.5 * hour });
    expect(changes().map(({ name }) => name)).toEqual(['RegisterScalableTargetCommand']);
    const past = scalingWith([{ ...late, Timezone: 'Asia/Tokyo' }]);
    expect((await scaleFor(past.client, order))?.calendar).toBeUndefined();
  });

  it('are left to the calendar by an earlier order too, which would give them back before', async () => {
    const sleeps = { ScheduledActionName: 'sleeps', Schedule: 'cron(30 13 ? * FRI *)' };
    const { client, changes } = scalingWith([booked, sleeps]);
    expect((await scaleFor(client, order))?.calendar?.name).toBe('sleeps');
    expect(changes()).toMatchObject([
      { name: 'DeleteScheduledActionCommand', input: { ScheduledActionName: restores } },
      { name: 'RegisterScalableTargetCommand' },
    ]);
  });

  it('are not left to a calendar that has ended', async () => {
    const sleeps = { ScheduledActionName: 'sleeps', Schedule: 'cron(30 13 ? * FRI *)' };
    const { client } = scalingWith([{ ...sleeps, EndTime: new Date(now + hour) }]);
    expect((await scaleFor(client, order))?.calendar).toBeUndefined();
  });

  it('are none of a service that has no bounds', async () => {
    const { client, changes } = scalingWith([], []);
    expect(await scaleFor(client, order)).toBeUndefined();
    expect(changes()).toEqual([]);
  });
});
