import { baseWeekOf } from '../pipeline/build/base-week.ts';
import { Refusal } from './command.ts';

/** The option of every command that builds images for AWS. */
export const baseOption = { type: 'string', default: 'this-week' } as const;

/** The week whose base layers are meant; `none` for whichever the image was first built on. */
export function baseTyped(typed: string, now: number): string | undefined {
  if (typed === 'none') return undefined;
  if (typed === 'this-week') return baseWeekOf(now);
  if (/^\d{4}-W(0[1-9]|[1-4]\d|5[0-3])$/.test(typed)) return typed;
  throw new Refusal(`--base '${typed}' is no week: use this-week, one like ${baseWeekOf(now)}, or none.`);
}
