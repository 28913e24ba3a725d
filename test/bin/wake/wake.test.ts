import { GetScheduleCommand, UpdateScheduleCommand } from '@aws-sdk/client-scheduler';
import { afterEach, describe, expect, it } from '@jest/globals';
import { retoldSchedule } from '../../../bin/wake/retold-schedule.ts';
import { boundAllServices } from '../../../bin/wake/service-bounds.ts';
import { sleepLater } from '../../../bin/wake/sleep-later.ts';
import { scaleFor } from '../../../pipeline/operations/scale-for.ts';
import { sleep, sleepingStage, tasks } from './sleeping-stage.ts';

let close: (() => Promise<void>) | undefined;
afterEach(() => close?.());

async function wakingStage() {
  const scene = await sleepingStage();
  close = scene.close;
  const { clock, diary, scaling, scheduler } = scene;
  const scale = (hours: number) =>
    scaleFor(scaling, {
      stage: 'dev',
      service: 'catalog',
      wanted: { min: 4, max: 8 },
      until: clock.now() + hours * 3_600_000,
      now: clock.now(),
    });
  const wake = async (until: string) => {
    expect(await sleepLater({ stage: 'dev', sleep, until: Date.parse(until), scaling, scheduler })).toBe(2);
    expect(await boundAllServices(scaling, 'dev', tasks)).toEqual(['catalog', 'users']);
  };
  return { clock, diary, scheduler, wake, scale };
}

const nextMorning = ['23T07:45 StartDBInstance', '23T08:00 catalog 1-4', '23T08:00 users 1-4'];

describe('a stage by the clock', () => {
  it('puts its services to sleep first, and wakes what they stand on first', async () => {
    const { clock, diary } = await wakingStage();
    await clock.putTo('2026-11-23T12:00:00Z');
    expect(diary).toEqual([
      '20T20:00 catalog 0-0',
      '20T20:00 users 0-0',
      '20T20:15 StopDBInstance',
      ...nextMorning,
    ]);
  });
});

describe('a wake', () => {
  const late = ['20T23:00 catalog 0-0', '20T23:00 users 0-0', '20T23:15 StopDBInstance'];

  it('before the evening leaves that out, sleeps at its own time, and changes nothing of the next day', async () => {
    const { clock, diary, wake } = await wakingStage();
    await wake('2026-11-20T22:00:00Z');
    const woken = diary.splice(0);
    expect(woken).toEqual(['20T13:00 catalog 1-4', '20T13:00 users 1-4']);
    await clock.putTo('2026-11-23T12:00:00Z');
    expect(diary).toEqual([...late, ...nextMorning]);
  });

  it('after the evening sleeps a second time', async () => {
    const { clock, diary, wake } = await wakingStage();
    await clock.putTo('2026-11-20T20:00:00Z');
    diary.length = 0;
    await wake('2026-11-20T22:00:00Z');
    await clock.putTo('2026-11-23T12:00:00Z');
    expect(diary).toEqual(['20T21:00 catalog 1-4', '20T21:00 users 1-4', ...late, ...nextMorning]);
  });

  it('has its evening left as it is by a service that is scaled beyond it', async () => {
    const { clock, diary, wake, scale } = await wakingStage();
    await wake('2026-11-20T22:00:00Z');
    diary.length = 0;
    expect((await scale(12))?.calendar).toEqual({
      name: 'sleeps-late',
      at: Date.parse('2026-11-20T22:00:00Z'),
    });
    await clock.putTo('2026-11-23T12:00:00Z');
    expect(diary).toEqual(['20T13:00 catalog 4-8', ...late, ...nextMorning]);
  });

  it('starts no tasks when it sleeps for a service that was scaled before', async () => {
    const { clock, diary, wake, scale } = await wakingStage();
    await wake('2026-11-20T22:00:00Z');
    expect((await scale(9))?.calendar).toBeUndefined();
    await wake('2026-11-20T20:00:00Z');
    diary.length = 0;
    await clock.putTo('2026-11-23T06:00:00Z');
    expect(diary).toEqual(['20T21:00 catalog 0-0', '20T21:00 users 0-0', '20T21:15 StopDBInstance']);
  });

  it('leaves off, that evening too, what somebody has turned off', async () => {
    const { clock, diary, wake, scheduler } = await wakingStage();
    const asked = { GroupName: 'dev', Name: 'dev-database-sleeps' };
    const kept = await scheduler.send(new GetScheduleCommand(asked));
    await scheduler.send(new UpdateScheduleCommand({ ...retoldSchedule(kept), State: 'DISABLED' }));
    await wake('2026-11-20T22:00:00Z');
    expect(await scheduler.send(new GetScheduleCommand(asked))).toMatchObject({ State: 'DISABLED' });
    await clock.putTo('2026-11-25T00:00:00Z');
    expect(diary.filter((line) => line.includes('StopDBInstance'))).toEqual([]);
  });

  it('is put off by another', async () => {
    const { clock, diary, wake } = await wakingStage();
    await wake('2026-11-20T22:00:00Z');
    await wake('2026-11-20T23:00:00Z');
    diary.length = 0;
    await clock.putTo('2026-11-22T12:00:00Z');
    expect(diary).toEqual(['21T00:00 catalog 0-0', '21T00:00 users 0-0', '21T00:15 StopDBInstance']);
  });
});
