import { readSchedule as read, type Schedule } from '../../platform/calendar/schedule.ts';
import { AwsError } from '../plane.ts';

/** Refuses, as AWS would, an expression that cannot be read. */
export function readSchedule(expression: string, timezone?: string): Schedule {
  try {
    return read(expression, timezone);
  } catch (error) {
    throw new AwsError('ValidationException', error instanceof Error ? error.message : String(error));
  }
}
