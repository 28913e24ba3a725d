import { nearestOf } from './nearest.ts';
import type { Problem } from './problem.ts';
import type { Subject } from './subject.ts';

/** What is wrong with one value. */
export type Complaint = Pick<Problem, 'wrong' | 'allowed' | 'fix'>;
export type Check = (value: unknown) => Complaint | undefined;

/** What a definition has to look like: a check for each field, or a shape of its own. */
export interface Shape {
  readonly [field: string]: Check | Shape | Choice;
}

/** A field whose shape depends on what is in it. */
export class Choice {
  readonly shapeOf: (value: Readonly<Record<string, unknown>>) => Shape;
  /** Whether the field may be left out. */
  readonly optional: boolean;

  constructor(
    shapeOf: (value: Readonly<Record<string, unknown>>) => Shape,
    { optional = false }: { readonly optional?: boolean } = {},
  ) {
    this.shapeOf = shapeOf;
    this.optional = optional;
  }
}

/** Every field that is wrong, missing, or that nothing would read. */
export function problemsOf(subject: Subject, shape: Shape, value: unknown, path = ''): readonly Problem[] {
  if (!isRecord(value)) {
    return [
      {
        subject,
        field: path || 'definition',
        value,
        wrong: 'is no object',
        allowed: fieldsOf(shape),
        fix: 'write its fields',
      },
    ];
  }
  const known = Object.keys(shape);
  const at = (field: string): string => (path === '' ? field : `${path}.${field}`);
  const unknown = Object.keys(value)
    .filter((field) => !known.includes(field))
    .map((field) => ({
      subject,
      field: at(field),
      value: value[field],
      wrong: 'is a field that nothing reads',
      allowed: fieldsOf(shape),
      fix: correctionOf(field, known),
    }));
  const wrong = Object.entries(shape).flatMap(([field, expected]) => {
    const inside = value[field];
    if (typeof expected === 'function') {
      const complaint = expected(inside);
      return complaint === undefined ? [] : [{ subject, field: at(field), value: inside, ...complaint }];
    }
    if (inside === undefined && expected instanceof Choice && expected.optional) return [];
    const nested = expected instanceof Choice ? expected.shapeOf(isRecord(inside) ? inside : {}) : expected;
    return problemsOf(subject, nested, inside, at(field));
  });
  return [...unknown, ...wrong];
}

/** `did you mean 'catalog'?`, or what to do where nothing is near. */
export function correctionOf(word: string, known: readonly string[]): string {
  const nearest = nearestOf(word, known);
  if (nearest !== undefined) return `did you mean '${nearest}'?`;
  return known.length === 0 ? 'remove it' : 'name one of those or remove it';
}

export function isRecord<Value>(value: Value): value is Value & Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function fieldsOf(shape: Shape): string {
  return Object.keys(shape).join(', ');
}
