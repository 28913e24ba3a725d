import type { TLocalizedValidationError } from 'typebox/error';

/** What is wrong with one field. The value itself is not repeated: it may be a secret. */
export interface FieldProblem {
  /** A JSON pointer. */
  readonly pointer: string;
  readonly detail: string;
  /** What kind of value came. */
  readonly received: string;
  readonly allowed?: unknown;
}

const most = 20;

/** One entry a field, from what the validator says about each of its rules. */
export function fieldProblems(
  errors: readonly TLocalizedValidationError[],
  value: unknown,
): readonly FieldProblem[] {
  const byPointer = new Map<string, FieldProblem>();
  const add = (pointer: string, detail: string, allowed?: unknown): void => {
    const before = byPointer.get(pointer);
    const alternatives = [before?.allowed, allowed].flat().filter((one) => one !== undefined);
    byPointer.set(pointer, {
      pointer,
      detail: before?.detail ?? detail,
      received: kindOf(valueAt(value, pointer)),
      ...(alternatives.length === 0
        ? {}
        : { allowed: alternatives.length === 1 ? alternatives[0] : alternatives }),
    });
  };
  for (const error of errors) {
    if (byPointer.size >= most) break;
    // 'boolean' says again, in worse words, that a property is not allowed.
    if (error.keyword === 'boolean' || error.keyword === 'anyOf') continue;
    for (const [pointer, detail, allowed] of findings(error)) add(pointer, detail, allowed);
  }
  if (byPointer.size === 0 && errors[0] !== undefined) add(errors[0].instancePath, errors[0].message);
  return [...byPointer.values()];
}

type Finding = readonly [pointer: string, detail: string, allowed?: unknown];

function findings({ keyword, params, instancePath, message }: TLocalizedValidationError): readonly Finding[] {
  const details: Readonly<Record<string, unknown>> = { ...params };
  switch (keyword) {
    case 'required':
      return namesIn(details.requiredProperties).map((name) => [`${instancePath}/${name}`, 'is missing']);
    case 'additionalProperties':
      return namesIn(details.additionalProperties).map((name) => [
        `${instancePath}/${escapePointer(name)}`,
        'is not known here',
      ]);
    case 'const':
      return [[instancePath, 'is not one of the allowed values', details.allowedValue]];
    case 'enum':
      return [[instancePath, 'is not one of the allowed values', details.allowedValues]];
    default:
      return [[instancePath, message, details.type ?? details.limit ?? details.format]];
  }
}

function namesIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((name) => typeof name === 'string').slice(0, most) : [];
}

function escapePointer(name: string): string {
  return name.slice(0, 60).replaceAll('~', '~0').replaceAll('/', '~1');
}

function valueAt(value: unknown, pointer: string): unknown {
  let current = value;
  for (const part of pointer.split('/').slice(1)) {
    if (typeof current !== 'object' || current === null) return undefined;
    current = (current as Readonly<Record<string, unknown>>)[
      part.replaceAll('~1', '/').replaceAll('~0', '~')
    ];
  }
  return current;
}

function kindOf(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}
