import { instantOf, zonedTimeOf } from './zoned-time.ts';

/** `cron(0 20 ? * MON-FRI *)` as AWS writes it: minutes, hours, day of month, month, day of week, year. */
export interface Cron {
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly daysOfMonth: readonly number[];
  readonly months: readonly number[];
  /** 1 is Sunday. */
  readonly daysOfWeek: readonly number[];
}

const weekdays = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
const monthNames = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const dayMs = 24 * 60 * 60 * 1000;
/** A leap day comes back after eight years at most. */
const longestWaitDays = 8 * 366;

/** Reads what our templates write: numbers, names, ranges, lists, steps and stars. Anything else is an error. */
export function parseCron(expression: string): Cron {
  const fields = /^cron\((.*)\)$/.exec(expression)?.[1]?.split(' ') ?? [];
  const [minutes, hours, daysOfMonth, months, daysOfWeek, year] = fields;
  if (fields.length !== 6 || year !== '*') {
    throw new Error(
      `schedule '${expression}' is not understood here, only cron(<minutes> <hours> <day of month> <month> <day of week> *) is`,
    );
  }
  const read = (field: string | undefined, from: number, to: number, names: readonly string[] = []) =>
    valuesOf(field ?? '', { from, to, names, expression });
  return {
    minutes: read(minutes, 0, 59),
    hours: read(hours, 0, 23),
    daysOfMonth: read(daysOfMonth, 1, 31),
    months: read(months, 1, 12, monthNames),
    daysOfWeek: read(daysOfWeek, 1, 7, weekdays),
  };
}

/** The first instant after another at which it is due, by the clocks of a zone. */
export function nextAfter(cron: Cron, after: number, timezone: string): number {
  for (let days = 0; days <= longestWaitDays; days += 1) {
    // Noon of each day: an hour more or less of summer time stays on it.
    const { year, month, day } = zonedTimeOf(after, timezone);
    const date = new Date(Date.UTC(year, month - 1, day, 12) + days * dayMs);
    if (!isDueOn(cron, date)) continue;
    const due = cron.hours
      .flatMap((hour) => cron.minutes.map((minute) => ({ hour, minute })))
      .map((time) =>
        instantOf(
          {
            year: date.getUTCFullYear(),
            month: date.getUTCMonth() + 1,
            day: date.getUTCDate(),
            ...time,
          },
          timezone,
        ),
      )
      .filter((instant) => instant > after);
    if (due.length > 0) return Math.min(...due);
  }
  throw new Error('this schedule is never due');
}

function isDueOn(cron: Cron, date: Date): boolean {
  return (
    cron.months.includes(date.getUTCMonth() + 1) &&
    cron.daysOfMonth.includes(date.getUTCDate()) &&
    cron.daysOfWeek.includes(date.getUTCDay() + 1)
  );
}

interface FieldOptions {
  readonly from: number;
  readonly to: number;
  readonly names: readonly string[];
  readonly expression: string;
}

function valuesOf(field: string, { from, to, names, expression }: FieldOptions): readonly number[] {
  const values = field.split(',').flatMap((part) => {
    const [range = '', step = '1'] = part.split('/');
    const whole = range === '*' || range === '?';
    const [first = '', last = first] = range.split('-');
    const low = whole ? from : numberOf(first, from, names);
    const high = whole ? to : part.includes('/') && !range.includes('-') ? to : numberOf(last, from, names);
    if (!(low >= from && high <= to && low <= high && Number(step) >= 1)) {
      throw new Error(`schedule '${expression}': '${part}' is not understood, allowed: ${from} to ${to}`);
    }
    return Array.from(
      { length: Math.floor((high - low) / Number(step)) + 1 },
      (_, index) => low + index * Number(step),
    );
  });
  return [...new Set(values)].sort((one, other) => one - other);
}

function numberOf(text: string, from: number, names: readonly string[]): number {
  const named = names.indexOf(text.toUpperCase());
  return named >= 0 ? named + from : /^\d+$/.test(text) ? Number(text) : Number.NaN;
}
