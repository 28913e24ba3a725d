import { Refusal } from '../command.ts';
import { durationTyped } from '../typed/duration-typed.ts';

const forms =
  "2026-11-21T09:30:00Z (UTC, or with an offset like +01:00), '45m' for 45 minutes ago, or 'latest'";

/** The moment whose data is wanted. Times without a zone are refused: an hour off is other data. */
export function restoreTimeTyped(typed: string, now: number): number | 'latest' {
  if (typed === 'latest') return 'latest';
  if (/^\d{1,4}[smhd]$/.test(typed)) return now - durationTyped('--to', typed);
  const at = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)$/.test(typed)
    ? Date.parse(typed)
    : Number.NaN;
  if (Number.isNaN(at)) throw new Refusal(`--to '${typed}' is no moment: write it like ${forms}.`);
  if (at > now) throw new Refusal(`--to '${typed}' has not come yet: it is ${new Date(now).toISOString()}.`);
  return at;
}
