import { namePattern, nameWords } from './name-limits.ts';
import type { Problem } from './problem.ts';
import { type Check, correctionOf } from './shape.ts';
import type { Subject } from './subject.ts';

/** A name that can become part of AWS names: of the right form, short enough, and not one of ours. */
export function name(limit: number, taken: Readonly<Record<string, string>>): Check {
  return (value) => {
    if (typeof value !== 'string' || !namePattern.test(value)) {
      return { wrong: 'has the wrong form', allowed: nameWords, fix: "write it like 'order-desk'" };
    }
    if (value.length > limit) {
      return {
        wrong: `has ${value.length} characters`,
        allowed: `at most ${limit}, because AWS names are made of it`,
        fix: `shorten it by ${value.length - limit}`,
      };
    }
    const use = taken[value];
    return use === undefined
      ? undefined
      : {
          wrong: `is already ${use}`,
          allowed: `any but ${Object.keys(taken).join(', ')}`,
          fix: 'choose another',
        };
  };
}

/** Names that more than one has. */
export function duplicateProblemsOf(
  kind: string,
  named: readonly { readonly name: string; readonly subject: Subject }[],
): readonly Problem[] {
  const twice = named.filter(({ name }, index) => named.findIndex((other) => other.name === name) < index);
  return twice.map(({ name, subject }) => ({
    subject,
    field: 'name',
    value: name,
    wrong: `is the name of more than one ${kind}`,
    allowed: `one ${kind} a name`,
    fix: 'rename or remove one of them',
  }));
}

export interface ReferenceOptions {
  readonly subject: Subject;
  readonly field: string;
  readonly value: string;
  readonly known: readonly string[];
  /** What it should be the name of: `a service`. */
  readonly what: string;
}

/** A name that is nobody's. */
export function unknownName({ subject, field, value, known, what }: ReferenceOptions): Problem {
  return {
    subject,
    field,
    value,
    wrong: `is not ${what}`,
    allowed: listOrNone(known),
    fix: correctionOf(value, known),
  };
}

export function listOrNone(names: readonly string[]): string {
  return names.length === 0 ? 'none' : names.join(', ');
}
