import { zonedTimeOf } from '../calendar/zoned-time.ts';
import { listOf, oneOf, sentence, timeOfDay } from '../validation/checks.ts';
import { Choice, type Shape } from '../validation/shape.ts';
import { timezone } from '../validation/timezone.ts';

/** When a stage sleeps: all hours in which nobody works with it. */
export interface SleepSettings {
  /** Where those are who work with it: `Europe/Berlin`. */
  readonly timezone: string;
  readonly awake: AwakeHours;
}

export interface AwakeHours {
  readonly days: readonly Day[];
  /** When its services start. What they stand on is woken before that, so that they find it. */
  readonly from: string;
  /** When its services stop. What they stand on stops after them. */
  readonly until: string;
}

export const days = ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'] as const;
export type Day = (typeof days)[number];

/**
 * How long before its services the ground of a stage wakes, and how long after them it sleeps: a stopped database takes
 * some ten minutes to start, and tasks half a minute to drain and stop.
 */
export const groundMinutes = 15;

export const sleepShape = new Choice(
  (sleep): Shape =>
    'none' in sleep
      ? { none: sentence('customers come at any hour') }
      : {
          timezone,
          awake: { days: listOf(oneOf(...days), { atLeast: 1 }), from: timeOfDay, until: timeOfDay },
        },
);

/** Minutes since midnight of `20:00`. */
export function minutesOf(timeOfDay: string): number {
  const [hours = 0, minutes = 0] = timeOfDay.split(':').map(Number);
  return hours * 60 + minutes;
}

/** The ends of its hours of sleep, as the schedules of AWS write them. */
export function scheduledSleep({ awake }: SleepSettings): {
  readonly services: { readonly wakes: string; readonly sleeps: string };
  /** The database and the way out, which wake first and sleep last. */
  readonly ground: { readonly wakes: string; readonly sleeps: string };
} {
  const at = (minutes: number): string =>
    `cron(${minutes % 60} ${Math.floor(minutes / 60)} ? * ${awake.days.join(',')} *)`;
  const [from, until] = [minutesOf(awake.from), minutesOf(awake.until)];
  return {
    services: { wakes: at(from), sleeps: at(until) },
    ground: { wakes: at(from - groundMinutes), sleeps: at(until + groundMinutes) },
  };
}

/** Whether its services run at an instant, as far as its calendar says. */
export function isAwakeAt({ timezone: zone, awake }: SleepSettings, instant: number): boolean {
  const { year, month, day, hour, minute } = zonedTimeOf(instant, zone);
  // Sunday is the first for the calendar, and the last here.
  const weekday = days[(new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 6) % 7];
  const time = hour * 60 + minute;
  return (
    awake.days.some((each) => each === weekday) &&
    time >= minutesOf(awake.from) &&
    time < minutesOf(awake.until)
  );
}

/** `dev is awake MON, TUE 08:00 to 20:00 Europe/Berlin` */
export function awakeWords(stage: string, { timezone: zone, awake }: SleepSettings): string {
  return `${stage} is awake ${awake.days.join(', ')} from ${awake.from} to ${awake.until} ${zone}`;
}
