import { Refusal } from '../command.ts';

const units: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `10m` in milliseconds. @param option as typed, for the sentence: `--since` */
export function durationTyped(option: string, typed: string): number {
  const [, count = '', unit = ''] = /^(\d{1,4})([smhd])$/.exec(typed) ?? [];
  const milliseconds = Number(count) * (units[unit] ?? Number.NaN);
  if (milliseconds > 0) return milliseconds;
  throw new Refusal(`${option} '${typed}' is no length of time: write it like 90s, 10m, 2h or 1d.`);
}
