import { instantOf, zonedTimeOf } from './zoned-time.ts';

/** `at(2026-11-20T23:00:00)` as AWS writes it, by the clocks of a zone that is said beside it. */
export function atExpression(instant: number, timezone: string): string {
  const { year, month, day, hour, minute } = zonedTimeOf(instant, timezone);
  const second = Math.floor(instant / 1000) % 60;
  const [mm, dd, hh, min, ss] = [month, day, hour, minute, second].map((value) =>
    String(value).padStart(2, '0'),
  );
  return `at(${year}-${mm}-${dd}T${hh}:${min}:${ss})`;
}

/** @returns the instant it means; nothing where it is another kind of schedule */
export function instantOfAt(expression: string, timezone: string): number | undefined {
  const [, ...numbers] =
    /^at\((\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d))?\)$/
      .exec(expression)
      ?.map((number = '0') => Number(number)) ?? [];
  if (numbers.length === 0) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = numbers;
  return instantOf({ year, month, day, hour, minute }, timezone) + second * 1000;
}
