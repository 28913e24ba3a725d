import { ApplicationAutoScalingClient } from '@aws-sdk/client-application-auto-scaling';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { scalingCalendar } from '../../../lib/service/scaling-calendar.ts';
import { type SleepSettings, scheduledSleep } from '../../../platform/stage/sleep.ts';
import { createScalingPlane } from '../../../rehearsal/application-autoscaling/scaling-plane.ts';
import { Calendar } from '../../../rehearsal/calendar/calendar.ts';
import { startEndpoint } from '../../../rehearsal/endpoint/endpoint.ts';
import type { Properties } from '../../../rehearsal/plane.ts';
import { createSchedulerPlane } from '../../../rehearsal/scheduler/scheduler-plane.ts';
import { CalendarClock } from '../../rehearsal/calendar-clock.ts';

export const sleep: SleepSettings = {
  timezone: 'Europe/Berlin',
  awake: { days: ['MON', 'TUE', 'WED', 'THU', 'FRI'], from: '08:00', until: '20:00' },
};
export const tasks = { min: 1, max: 4 };
const made = { stackName: 's', stackId: 's', logicalId: 'l', progress: () => undefined };

/** What a stage of two services does by the clock, as its templates say it, on a Friday noon in winter. */
export async function sleepingStage() {
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
  const endpoint = await startEndpoint({
    apis: planes.flatMap(({ apis }) => apis),
    host: '127.0.0.1',
    port: 0,
  });
  const settings = {
    endpoint: endpoint.url,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
  };
  return {
    clock,
    diary,
    scaling: new ApplicationAutoScalingClient(settings),
    scheduler: new SchedulerClient(settings),
    close: () => endpoint.close(),
  };
}

function boundsOf(action: unknown): Properties {
  const { minCapacity, maxCapacity } = action as Properties;
  return { MinCapacity: minCapacity, MaxCapacity: maxCapacity };
}
