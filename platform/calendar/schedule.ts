import { instantOfAt } from './at.ts';
import { nextAfter, parseCron } from './cron.ts';

/** What a schedule's expression says. */
export interface Schedule {
  /** Whether it is due once. */
  readonly once: boolean;
  /** The first time after an instant at which it is due; nothing where that never is. */
  nextAfter(instant: number): number | undefined;
}

/** Reads `cron(0 20 ? * MON-FRI *)` and `at(2026-11-20T23:00:00)`, which are what Shoal writes. Anything else is an error. */
export function readSchedule(expression: string, timezone = 'UTC'): Schedule {
  const at = instantOfAt(expression, timezone);
  if (at !== undefined) return { once: true, nextAfter: (instant) => (at > instant ? at : undefined) };
  const cron = parseCron(expression);
  return { once: false, nextAfter: (instant) => nextAfter(cron, instant, timezone) };
}
