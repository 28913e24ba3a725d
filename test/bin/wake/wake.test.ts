import { ApplicationAutoScalingClient } from '@aws-sdk/client-application-auto-scaling';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { sleepLater } from '../../../bin/wake/sleep-later.ts';
import { wakeServices } from '../../../bin/wake/wake-services.ts';
import { scalingCalendar } from '../../../lib/service/scaling-calendar.ts';
import { type SleepSettings, scheduledSleep } from '../../../platform/stage/sleep.ts';
import { createScalingPlane } from '../../../rehearsal/application-autoscaling/scaling-plane.ts';
import { Calendar } from '../../../rehearsal/calendar/calendar.ts';
import { type Endpoint, startEndpoint } from '../../../rehearsal/endpoint/endpoint.ts';
import type { Properties } from '../../../rehearsal/plane.ts';
import { createSchedulerPlane } from '../../../rehearsal/scheduler/scheduler-plane.ts';
import { CalendarClock } from '../../rehearsal/calendar-clock.ts';

const sleep: SleepSettings = {
  timezone: 'Europe/Berlin',
  awake: { days: ['MON', 'TUE', 'WED', 'THU', 'FRI'], from: '08:00', until: '20:00' },
};
const tasks = { min: 1, max: 4 };
const made = { stackName: 's', stackId: 's', logicalId: 'l', progress: () => undefined };

/** What a stage of two services does by the clock, as its templates say it, on a Friday noon in winter. */
async function sleepingStage() {
  const clock = new CalendarClock('2026-11-20T12:00:00Z');
  const calendar = new Calendar({ clock, keepsRecurring: true, say: () => undefined });
  const diary: string[] = [];
  const write = (what: string) =>
    diary.push(`${new Date(clock.now() + 3_600_000).toISOString().slice(8, 16)} ${what}`);
  const planes = [
    createScalingPlane({
      region: 'eu-central-1',
      calendar,
      setBounds: (_cluster, service, bounds) => write(`${service} ${bounds?.min}-${bounds?.max}`),
    }),
    createSchedulerPlane({
      region: 'eu-central-1',
      calendar,
      call: async (_service, operation) => write(operation),
    }),
  ];
  const create = async (type: string, properties: Properties) =>
    planes
      .flatMap(({ types }) => types)
      .find((each) => each.type === type)
      ?.create({ ...made, type, properties });
  const actions = scalingCalendar({ tasks, sleep, seasons: { none: '' } } as Parameters<
    typeof scalingCalendar
  >[0]);
  for (const service of ['catalog', 'users']) {
    await create('AWS::ApplicationAutoScaling::ScalableTarget', {
      ResourceId: `service/dev/${service}`,
      ScalableDimension: 'ecs:service:DesiredCount',
      MinCapacity: tasks.min,
      MaxCapacity: tasks.max,
      ScheduledActions: actions.map((action) => ({
        ScheduledActionName: action.scheduledActionName,
        Schedule: action.schedule,
        Timezone: action.timezone,
        ScalableTargetAction: boundsOf(action.scalableTargetAction),
      })),
    });
  }
  for (const [which, operation] of [
    ['sleeps', 'stopDBInstance'],
    ['wakes', 'startDBInstance'],
  ] as const) {
    await create('AWS::Scheduler::Schedule', {
      Name: `dev-database-${which}`,
      GroupName: 'dev',
      ScheduleExpression: scheduledSleep(sleep).ground[which],
      ScheduleExpressionTimezone: sleep.timezone,
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: { Arn: `arn:aws:scheduler:::aws-sdk:rds:${operation}`, Input: '{}' },
    });
  }
  diary.length = 0;
  endpoint = await startEndpoint({ apis: planes.flatMap(({ apis }) => apis), host: '127.0.0.1', port: 0 });
  const settings = {
    endpoint: endpoint.url,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
  };
  const scaling = new ApplicationAutoScalingClient(settings);
  const wake = async (until: string) => {
    const parts = { stage: 'dev', sleep, until: Date.parse(until) };
    expect(await sleepLater({ ...parts, scaling, scheduler: new SchedulerClient(settings) })).toBe(2);
    expect(await wakeServices(scaling, { name: 'dev', tasks })).toEqual(['catalog', 'users']);
  };
  return { clock, diary, wake };
}

function boundsOf(action: unknown): Properties {
  const { minCapacity, maxCapacity } = action as Properties;
  return { MinCapacity: minCapacity, MaxCapacity: maxCapacity };
}

let endpoint: Endpoint | undefined;
beforeEach(() => {
  endpoint = undefined;
});
afterEach(() => endpoint?.close());

const nextMorning = ['23T07:45 StartDBInstance', '23T08:00 catalog 1-4', '23T08:00 users 1-4'];

describe('a stage by the clock', () => {
  it('puts its services to sleep first, and wakes what they stand on first', async () => {
    const { clock, diary } = await sleepingStage();
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
    const { clock, diary, wake } = await sleepingStage();
    await wake('2026-11-20T22:00:00Z');
    const woken = diary.splice(0);
    expect(woken).toEqual(['20T13:00 catalog 1-4', '20T13:00 users 1-4']);
    await clock.putTo('2026-11-23T12:00:00Z');
    expect(diary).toEqual([...late, ...nextMorning]);
  });

  it('after the evening sleeps a second time', async () => {
    const { clock, diary, wake } = await sleepingStage();
    await clock.putTo('2026-11-20T20:00:00Z');
    diary.length = 0;
    await wake('2026-11-20T22:00:00Z');
    await clock.putTo('2026-11-23T12:00:00Z');
    expect(diary).toEqual(['20T21:00 catalog 1-4', '20T21:00 users 1-4', ...late, ...nextMorning]);
  });

  it('is put off by another', async () => {
    const { clock, diary, wake } = await sleepingStage();
    await wake('2026-11-20T22:00:00Z');
    await wake('2026-11-20T23:00:00Z');
    diary.length = 0;
    await clock.putTo('2026-11-22T12:00:00Z');
    expect(diary).toEqual(['21T00:00 catalog 0-0', '21T00:00 users 0-0', '21T00:15 StopDBInstance']);
  });
});
