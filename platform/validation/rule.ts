import type { Problem } from './problem.ts';
import { isRecord, problemsOf, type Shape } from './shape.ts';
import type { Subject } from './subject.ts';

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
  subject: Subject,
  definition: Definition,
  { shape, rules }: Form<Definition>,
): readonly Problem[] {
  const malformed = problemsOf(subject, shape, definition);
  if (!isRecord(definition)) return malformed;
  const isWhole = (field: string): boolean => !malformed.some((problem) => overlap(problem.field, field));
  return [
    ...malformed,
    ...rules.filter(({ reads }) => reads.every(isWhole)).flatMap((rule) => rule.problems(definition)),
  ];
}

/** Whether one is the other, or in it: `needs` and `needs.subscribes`. */
function overlap(one: string, other: string): boolean {
  return `${one}.`.startsWith(`${other}.`) || `${other}.`.startsWith(`${one}.`);
}
