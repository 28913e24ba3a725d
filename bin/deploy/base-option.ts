import { baseWeekOf } from '../../pipeline/build/base-week.ts';
import { Refusal } from '../command.ts';

/** The option of every command that builds images for AWS. */
export const baseOption = { type: 'string' } as const;

/** The week whose base layers are meant; nothing for whichever an image was first built on. */
export function baseTyped(typed: string | undefined, now: number): string | undefined {
  if (typed === undefined) return undefined;
  if (typed === 'this-week') return baseWeekOf(now);
  if (/^\d{4}-W(0[1-9]|[1-4]\d|5[0-3])$/.test(typed)) return typed;
  throw new Refusal(`--base '${typed}' is no week: use this-week, or one like ${baseWeekOf(now)}.`);
}
