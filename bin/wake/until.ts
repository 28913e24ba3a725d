import { nextAfter, parseCron } from '../../platform/calendar/cron.ts';
import { groundMinutes, isAwakeAt, type SleepSettings, scheduledSleep } from '../../platform/stage/sleep.ts';
import { Refusal } from '../command.ts';
import { clockWords } from './clock-words.ts';

export interface UntilOptions {
  readonly stage: string;
  readonly sleep: SleepSettings;
  /** `23:00`, the next there is. @default - three hours from now */
  readonly typed: string | undefined;
  readonly now: number;
}

const minuteMs = 60_000;
const usualHours = 3;

/** When a stage that is woken sleeps again. What its calendar could not follow is refused. */
export function untilOf({ stage, sleep, typed, now }: UntilOptions): number {
  const until =
    typed === undefined
      ? Math.ceil(now / minuteMs) * minuteMs + usualHours * 60 * minuteMs
      : nextTime(typed, now, sleep.timezone);
  const words = (instant: number): string => clockWords(instant, sleep.timezone);
  if (isAwakeAt(sleep, until)) {
    throw new Refusal(
      `${stage} is awake at ${words(until)} anyway, it is from ${sleep.awake.from} to ${sleep.awake.until}: choose a time after ${sleep.awake.until}, or just wait until it wakes.`,
    );
  }
  if (until - now < groundMinutes * minuteMs) {
    throw new Refusal(
      `${words(until)} is in less than ${groundMinutes} minutes, and the database of ${stage} takes about ten to start: choose a later time.`,
    );
  }
  const wakesAt = nextAfter(parseCron(scheduledSleep(sleep).ground.wakes), now, sleep.timezone);
  // It takes as long to fall asleep as it takes to wake, and one must have ended before the other begins.
  const latest = wakesAt - 2 * groundMinutes * minuteMs;
  if (until > latest) {
    throw new Refusal(
      `${stage} wakes by itself before ${words(until)}, so that it cannot sleep until then: choose ${words(latest)} or earlier.`,
    );
  }
  return until;
}

function nextTime(typed: string, now: number, timezone: string): number {
  const [, hour, minute] = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(typed) ?? [];
  if (hour === undefined) {
    throw new Refusal(
      `--until '${typed}' is no time of day: write it like 23:00, by the clocks of ${timezone}.`,
    );
  }
  return nextAfter(parseCron(`cron(${Number(minute)} ${Number(hour)} * * ? *)`), now, timezone);
}
