import {
  type ApplicationAutoScalingClient,
  type DescribeScheduledActionsCommandInput,
  PutScheduledActionCommand,
  paginateDescribeScheduledActions,
} from '@aws-sdk/client-application-auto-scaling';
import {
  ConflictException,
  CreateScheduleCommand,
  type CreateScheduleCommandInput,
  GetScheduleCommand,
  paginateListSchedules,
  type SchedulerClient,
  UpdateScheduleCommand,
} from '@aws-sdk/client-scheduler';
import { scheduleNames } from '../../lib/schedules/schedule-names.ts';
import { atExpression } from '../../platform/calendar/at.ts';
import { groundMinutes, type SleepSettings } from '../../platform/stage/sleep.ts';
import { retoldSchedule } from './retold-schedule.ts';

export interface SleepLaterParts {
  readonly stage: string;
  readonly sleep: SleepSettings;
  readonly until: number;
  readonly scaling: ApplicationAutoScalingClient;
  readonly scheduler: SchedulerClient;
}

/**
 * Leaves out every sleep before `until`, and sleeps then: services first, what they stand on after them. What recurs is
 * kept and only begins later, so that tomorrow is as ever. A second call puts off what the first has put off.
 * @returns how many services will sleep then
 */
export async function sleepLater(parts: SleepLaterParts): Promise<number> {
  const services = await servicesSleepLater(parts);
  await groundSleepsLater(parts);
  return services;
}

const minuteMs = 60_000;

async function servicesSleepLater({ stage, sleep, until, scaling }: SleepLaterParts): Promise<number> {
  let services = 0;
  const query: DescribeScheduledActionsCommandInput = {
    ServiceNamespace: 'ecs',
    ScheduledActionNames: ['sleeps'],
  };
  for await (const page of paginateDescribeScheduledActions({ client: scaling }, query)) {
    for (const action of page.ScheduledActions ?? []) {
      if (!action.ResourceId?.startsWith(`service/${stage}/`)) continue;
      const same = {
        ServiceNamespace: action.ServiceNamespace,
        ResourceId: action.ResourceId,
        ScalableDimension: action.ScalableDimension,
        ScalableTargetAction: action.ScalableTargetAction,
        Timezone: sleep.timezone,
      };
      // This one first: whatever happens in between, it will sleep.
      await scaling.send(
        new PutScheduledActionCommand({
          ...same,
          ScheduledActionName: 'sleeps-late',
          Schedule: atExpression(until, sleep.timezone),
        }),
      );
      await scaling.send(
        new PutScheduledActionCommand({
          ...same,
          ScheduledActionName: action.ScheduledActionName,
          Schedule: action.Schedule,
          StartTime: new Date(until),
        }),
      );
      services += 1;
    }
  }
  return services;
}

async function groundSleepsLater({ stage, sleep, until, scheduler }: SleepLaterParts): Promise<void> {
  const { group: GroupName } = scheduleNames(stage);
  const at = until + groundMinutes * minuteMs;
  for await (const page of paginateListSchedules({ client: scheduler }, { GroupName })) {
    for (const { Name } of page.Schedules ?? []) {
      if (!Name?.endsWith('-sleeps')) continue;
      const kept = await scheduler.send(new GetScheduleCommand({ GroupName, Name }));
      const same = retoldSchedule(kept);
      await createOrUpdate(scheduler, {
        ...same,
        Name: `${Name}-late`,
        ScheduleExpression: atExpression(at, sleep.timezone),
        ScheduleExpressionTimezone: sleep.timezone,
        StartDate: undefined,
        EndDate: undefined,
        ActionAfterCompletion: 'DELETE',
      });
      await scheduler.send(
        new UpdateScheduleCommand({
          ...same,
          // A minute later, lest both be due at once: what sleeps already cannot be stopped again.
          StartDate: new Date(at + minuteMs),
        }),
      );
    }
  }
}

async function createOrUpdate(
  scheduler: SchedulerClient,
  schedule: CreateScheduleCommandInput,
): Promise<void> {
  try {
    await scheduler.send(new CreateScheduleCommand(schedule));
  } catch (error) {
    if (!(error instanceof ConflictException)) throw error;
    await scheduler.send(new UpdateScheduleCommand(schedule));
  }
}
