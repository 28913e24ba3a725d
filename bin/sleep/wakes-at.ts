import { nextAfter, parseCron } from '../../platform/calendar/cron.ts';
import { groundMinutes, type SleepSettings, scheduledSleep } from '../../platform/stage/sleep.ts';
import { Refusal } from '../command.ts';
import { clockWords } from '../wake/clock-words.ts';

/** When a stage that is put to sleep now wakes by itself. One that would have to wake before it sleeps is refused. */
export function wakesAtOf(stage: string, sleep: SleepSettings, now: number): number {
  const wakesAt = nextAfter(parseCron(scheduledSleep(sleep).ground.wakes), now, sleep.timezone);
  // It takes about as long to fall asleep as it takes to wake.
  if (wakesAt - now >= 2 * groundMinutes * 60_000) return wakesAt;
  throw new Refusal(
    `${stage} wakes by itself at ${clockWords(wakesAt, sleep.timezone)} (${sleep.timezone}), in less than ${2 * groundMinutes} minutes: its database could not stop and start again before. Nothing was begun.`,
  );
}
