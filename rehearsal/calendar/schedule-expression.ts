import { nextAfter, parseCron } from '../../platform/calendar/cron.ts';
import { instantOf } from '../../platform/calendar/zoned-time.ts';
import { AwsError } from '../plane.ts';

/** What a schedule's expression says. */
export interface Schedule {
  /** Whether it is due once. */
  readonly once: boolean;
  /** The first time after an instant at which it is due; nothing where that never is. */
  nextAfter(instant: number): number | undefined;
}

/** Reads `cron(0 20 ? * MON-FRI *)` and `at(2026-11-20T23:00:00)`, which are what Shoal writes. */
export function readSchedule(expression: string, timezone = 'UTC'): Schedule {
  const [, ...numbers] = /^at\((\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::\d\d)?\)$/.exec(expression) ?? [];
  if (numbers.length > 0) {
    const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = numbers.map(Number);
    const at = instantOf({ year, month, day, hour, minute }, timezone);
    return { once: true, nextAfter: (instant) => (at > instant ? at : undefined) };
  }
  try {
    const cron = parseCron(expression);
    return { once: false, nextAfter: (instant) => nextAfter(cron, instant, timezone) };
  } catch (error) {
    throw new AwsError('ValidationException', error instanceof Error ? error.message : String(error));
  }
}
