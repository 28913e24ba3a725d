import { describe, expect, it } from '@jest/globals';
import { restores, scaleFor } from '../../../pipeline/operations/scale-for.ts';

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

  it('come back to what there was before the first time, when set twice', async () => {
    const booked = {
      ScheduledActionName: restores,
      Schedule: 'at(2026-11-20T13:00:00)',
      ScalableTargetAction: { MinCapacity: 2, MaxCapacity: 6 },
    };
    const { client } = scalingWith([booked]);
    expect(await scaleFor(client, order)).toMatchObject({ before: { min: 2, max: 6 } });
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

  it('are none of a service that has no bounds', async () => {
    const { client, changes } = scalingWith([], []);
    expect(await scaleFor(client, order)).toBeUndefined();
    expect(changes()).toEqual([]);
  });
});
