import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { badRequest, unprocessable } from '../problems/problem.ts';
import { type FieldProblem, fieldProblems } from './field-problems.ts';

export type RequestPart = 'params' | 'query' | 'headers' | 'body';

/** Lets a value through or throws a problem that names every field that is wrong. */
export type Guard = (value: unknown) => void;

/** Compiled once, when the app is created. */
export function guardOf(schema: TSchema, part: RequestPart): Guard {
  const validator = Compile(schema);
  return (value) => {
    if (validator.Check(value)) return;
    throw refusal(part, fieldProblems(validator.Errors(value), value));
  };
}

function refusal(part: RequestPart, errors: readonly FieldProblem[]): Error {
  const members = { in: part, errors };
  const first = errors[0];
  const detail = `${sentenceOf(part)}${first === undefined ? '' : `: '${first.pointer}' ${first.detail}`}`;
  return part === 'body' ? unprocessable(detail, members) : badRequest(detail, members);
}

function sentenceOf(part: RequestPart): string {
  return `the ${part === 'params' ? 'path' : part} does not fit`;
}
