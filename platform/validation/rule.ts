import type { Problem } from './problem.ts';
import { problemsOf, type Shape } from './shape.ts';

/** A law that takes more than one field to see. */
export interface Rule<Definition> {
  /** The fields it looks at: where one of them is malformed, the rule waits for that to be mended. */
  readonly reads: readonly string[];
  readonly problems: (definition: Definition) => readonly Problem[];
}

export interface Form<Definition> {
  readonly shape: Shape;
  readonly rules: readonly Rule<Definition>[];
}

/** All that is wrong with one definition. */
export function problemsIn<Definition>(
  subject: string,
  definition: Definition,
  { shape, rules }: Form<Definition>,
): readonly Problem[] {
  const malformed = problemsOf(subject, shape, definition);
  const isWhole = (field: string): boolean =>
    !malformed.some((problem) => problem.field === field || problem.field.startsWith(`${field}.`));
  return [
    ...malformed,
    ...rules.filter(({ reads }) => reads.every(isWhole)).flatMap((rule) => rule.problems(definition)),
  ];
}
