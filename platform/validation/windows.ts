import type { Check } from './shape.ts';

const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const minutesOfDay = 24 * 60;
const minutesOfWeek = days.length * minutesOfDay;

const time = '([01]\\d|2[0-3]):([0-5]\\d)';
const daily = new RegExp(`^${time}-${time}$`);
const weekly = new RegExp(`^(${days.join('|')}):${time}-(${days.join('|')}):${time}$`);

/** Minutes since midnight, or since Monday; the end may lie beyond midnight, or beyond Sunday. */
export interface Window {
  readonly from: number;
  readonly minutes: number;
}

/** A time of each day in UTC, `02:00-03:00`. */
export function dailyWindow({ atLeastMinutes }: { readonly atLeastMinutes: number }): Check {
  return (text) => complaintAbout(dailyWindowOf(text), '02:00-03:00', atLeastMinutes);
}

/** A time of each week in UTC, `sun:04:30-sun:05:30`. */
export function weeklyWindow({ atLeastMinutes }: { readonly atLeastMinutes: number }): Check {
  return (text) => complaintAbout(weeklyWindowOf(text), 'sun:04:30-sun:05:30', atLeastMinutes);
}

/** When a window begins in a week, in minutes since Monday: on seven days, or on one. */
export function beginningsOf(text: string): readonly Window[] {
  const eachDay = dailyWindowOf(text);
  if (eachDay !== undefined) {
    return days.map((_, day) => ({ ...eachDay, from: day * minutesOfDay + eachDay.from }));
  }
  const eachWeek = weeklyWindowOf(text);
  return eachWeek === undefined ? [] : [eachWeek];
}

/** Whether what happens each day ever meets what happens each week. */
export function windowsMeet(eachDay: string, eachWeek: string): boolean {
  return beginningsOf(eachWeek).some((other) =>
    beginningsOf(eachDay).some((one) =>
      // In this week and the next, for a window that ends beyond Sunday.
      [one.from, one.from + minutesOfWeek].some(
        (from) => from < other.from + other.minutes && other.from < from + one.minutes,
      ),
    ),
  );
}

function dailyWindowOf(text: unknown): Window | undefined {
  const [, ...numbers] = daily.exec(String(text)) ?? [];
  const [hour = 0, minute = 0, endHour = 0, endMinute = 0] = numbers.map(Number);
  return numbers.length === 0
    ? undefined
    : between(hour * 60 + minute, endHour * 60 + endMinute, minutesOfDay);
}

function weeklyWindowOf(text: unknown): Window | undefined {
  const [, day, hour, minute, endDay, endHour, endMinute] = weekly.exec(String(text)) ?? [];
  if (day === undefined || endDay === undefined) return undefined;
  return between(minuteOf(day, hour, minute), minuteOf(endDay, endHour, endMinute), minutesOfWeek);
}

function minuteOf(day: string, hour: unknown, minute: unknown): number {
  return days.indexOf(day) * minutesOfDay + Number(hour) * 60 + Number(minute);
}

function between(from: number, to: number, cycle: number): Window {
  return { from, minutes: (to - from + cycle) % cycle };
}

function complaintAbout(
  window: Window | undefined,
  example: string,
  atLeastMinutes: number,
): ReturnType<Check> {
  const allowed = `a window in UTC of ${atLeastMinutes} minutes or more`;
  if (window === undefined)
    return { wrong: 'has the wrong form', allowed, fix: `write it like '${example}'` };
  if (window.minutes >= atLeastMinutes) return undefined;
  return { wrong: `lasts ${window.minutes} minutes`, allowed, fix: 'end it later' };
}
