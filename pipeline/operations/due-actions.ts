import type { ScheduledAction } from '@aws-sdk/client-application-auto-scaling';
import { readSchedule } from '../../platform/calendar/schedule.ts';

export interface DueAction {
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** What of these is due first, if it is by then. */
export function firstDue(
  actions: readonly ScheduledAction[],
  now: number,
  until: number,
): DueAction | undefined {
  return actions
    .flatMap((action) => {
      const at = dueAfter(action, now);
      return at === undefined || at > until ? [] : [{ name: action.ScheduledActionName ?? '', at }];
    })
    .sort((left, right) => left.at - right.at)[0];
}

/** When it is due next. What is due once may still be told of when it has been done, and never is again. */
export function dueAfter(
  { Schedule = '', Timezone, StartTime, EndTime }: ScheduledAction,
  now: number,
): number | undefined {
  const from = Math.max(now, (StartTime?.getTime() ?? 0) - 1);
  const due = readSchedule(Schedule, Timezone).nextAfter(from);
  return due === undefined || due > (EndTime?.getTime() ?? Number.POSITIVE_INFINITY) ? undefined : due;
}
