import type { TaskSchedule } from './service-definition.ts';
import { days as allDays, minutesOf } from './stage/sleep.ts';
import type { StageDefinition } from './stages.ts';

/** How long after a stage has woken its scheduled tasks run: its services serve by then. */
const minutesAfterWaking = 30;

/**
 * When a task runs in one stage: in UTC, as its definition says; but a stage that sleeps is asleep at most hours, and runs
 * it soon after it has woken, on those of its days on which it wakes.
 */
export function taskScheduleIn(
  { sleep }: Pick<StageDefinition, 'sleep'>,
  { at, days = allDays }: TaskSchedule,
): { readonly expression: string; readonly timezone: string } {
  if ('none' in sleep) return { expression: weekly(minutesOf(at), days), timezone: 'UTC' };
  const { awake, timezone } = sleep;
  const both = awake.days.filter((day) => days.includes(day));
  const expression = weekly(
    minutesOf(awake.from) + minutesAfterWaking,
    both.length > 0 ? both : awake.days.slice(0, 1),
  );
  return { expression, timezone };
}

function weekly(minutes: number, days: readonly string[]): string {
  const which = days.length === allDays.length ? '*' : days.join(',');
  return `cron(${minutes % 60} ${Math.floor(minutes / 60)} ? * ${which} *)`;
}
