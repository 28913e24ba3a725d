import { listOf, oneOf, sentence, text, wholeNumber } from '../validation/checks.ts';
import { Choice, type Shape } from '../validation/shape.ts';

/**
 * What watches over a stage, and what bounds it. An account may have all of this already, from whoever runs it: then the
 * stage leaves it out, one part or the whole.
 */
export interface BaselineSettings {
  /** What no role of the stage may do, whatever its own policy says. */
  readonly boundary: { readonly regions: readonly string[] } | { readonly none: string };
  /** GuardDuty, inside the tasks too. An account has one in a region. */
  readonly threats: ThreatSettings | { readonly none: string };
  /** CloudTrail: who read what. */
  readonly trail: TrailSettings | { readonly none: string };
  /** AWS Config: what is no longer as the templates made it. An account has one in a region. */
  readonly drift: { readonly keepDays: number } | { readonly none: string };
  /** Who is told when the stage costs more than its budget, and when it is about to. */
  readonly spending: SpendingSettings | { readonly none: string };
}

export interface ThreatSettings {
  /** From 1 to 10; operators are told from here on. 4 is medium, 7 is high. */
  readonly tellFrom: number;
}

export interface TrailSettings {
  readonly keepDays: number;
  /** With `all`, the calls of the whole account too, and reads of secrets among them: one trail of an account, not each. */
  readonly records: 'objects' | 'all';
}

export interface SpendingSettings {
  /** Of the budget. */
  readonly tellAtPercent: readonly number[];
  readonly mail: readonly string[];
}

/** The baseline of a stage as a whole where it has one. */
export function baselineOf(stage: {
  readonly baseline: BaselineSettings | { readonly none: string };
}): Partial<BaselineSettings> {
  return 'none' in stage.baseline ? {} : stage.baseline;
}

/** A part of a baseline, where it is on. */
export function isOn<Part extends object>(
  part: Part | { readonly none: string } | undefined,
): part is Exclude<Part, { readonly none: string }> {
  return part !== undefined && !('none' in part);
}

const region = text({ pattern: /^[a-z]{2}(-[a-z]+)+-\d$/, words: 'an AWS region', example: 'eu-central-1' });
const mail = text({
  pattern: /^[^@\s]+@[^@\s]+\.[^@\s]+$/,
  words: 'a mail address',
  example: 'ops@shoal.example',
});
const keepDays = wholeNumber({ from: 1, to: 3650 });

function orNone(example: string, shape: Shape): Choice {
  return new Choice((part): Shape => ('none' in part ? { none: sentence(example) } : shape));
}

export const baselineShape = orNone('the account has a baseline of its own', {
  boundary: orNone('the account sets one', { regions: listOf(region) }),
  threats: orNone('the organization runs GuardDuty', { tellFrom: wholeNumber({ from: 1, to: 10 }) }),
  trail: orNone('the organization has a trail', { keepDays, records: oneOf('objects', 'all') }),
  drift: orNone('the organization runs AWS Config', { keepDays }),
  spending: orNone('finance watches the account', {
    tellAtPercent: listOf(wholeNumber({ from: 1, to: 1000 }), { atLeast: 1 }),
    mail: listOf(mail),
  }),
});
