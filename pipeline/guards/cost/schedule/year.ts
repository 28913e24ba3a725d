/** A figure for each of twelve months. */
export type Year = readonly number[];

/** The year that calendars are laid out in: an ordinary one, without a leap day. */
export const year = 2026;

export const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

export function everyMonth(value: number): Year {
  return monthNames.map(() => value);
}

export function sumOfYears(years: readonly Year[]): Year {
  return monthNames.map((_, month) => years.reduce((sum, each) => sum + (each[month] ?? 0), 0));
}

export function scaled(one: Year, by: number): Year {
  return one.map((value) => value * by);
}

export function meanOf(one: Year): number {
  return one.reduce((sum, value) => sum + value, 0) / one.length;
}
