import { days } from '../stage/sleep.ts';
import { listOf, oneOf, optional, timeOfDay } from './checks.ts';
import { Choice, type Shape } from './shape.ts';

const schedule: Shape = { at: timeOfDay, days: optional(listOf(oneOf(...days), { atLeast: 1 })) };

/** When tasks run, by their names. */
export const schedulesShape = new Choice(
  (schedules): Shape => Object.fromEntries(Object.keys(schedules).map((task) => [task, schedule])),
  { optional: true },
);
