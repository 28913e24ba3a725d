import {
  DeleteScheduleCommand,
  GetScheduleCommand,
  paginateListSchedules,
  ResourceNotFoundException,
  type SchedulerClient,
  UpdateScheduleCommand,
} from '@aws-sdk/client-scheduler';
import { scheduleNames } from '../../lib/schedules/schedule-names.ts';
import { retoldSchedule } from '../wake/retold-schedule.ts';

export interface SkipNextSleepParts {
  readonly stage: string;
  /** When the stage wakes by itself. */
  readonly wakesAt: number;
  readonly scheduler: SchedulerClient;
}

const minuteMs = 60_000;

/**
 * Leaves out what would put the database and the way out to sleep while they do: what is stopped cannot be stopped
 * again, and Scheduler would report that as a failure. What recurs is kept, and begins after the next waking.
 */
export async function skipNextSleep({ stage, wakesAt, scheduler }: SkipNextSleepParts): Promise<void> {
  const { group: GroupName } = scheduleNames(stage);
  for await (const page of paginateListSchedules({ client: scheduler }, { GroupName })) {
    for (const { Name } of page.Schedules ?? []) {
      if (!Name?.endsWith('-sleeps')) continue;
      const kept = await scheduler.send(new GetScheduleCommand({ GroupName, Name }));
      await scheduler.send(
        new UpdateScheduleCommand({ ...retoldSchedule(kept), StartDate: new Date(wakesAt + minuteMs) }),
      );
      await forget(scheduler, GroupName, `${Name}-late`);
    }
  }
}

/** What `npx shoal wake` may have left for this evening. */
async function forget(scheduler: SchedulerClient, GroupName: string, Name: string): Promise<void> {
  try {
    await scheduler.send(new DeleteScheduleCommand({ GroupName, Name }));
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error;
  }
}
