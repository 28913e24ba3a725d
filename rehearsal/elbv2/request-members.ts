import { AwsError } from '../plane.ts';

export type Members = Readonly<Record<string, unknown>>;

/** A list member of a request; one that is absent is an empty list. */
export function listOf<Item = string>(input: Members, name: string): readonly Item[] {
  const value = input[name];
  if (value === undefined || value === '') return [];
  if (!Array.isArray(value)) throw new AwsError('ValidationError', `'${name}' must be a list`);
  return value;
}

export function required(input: Members, name: string): string {
  const value = input[name];
  if (value === undefined || value === '')
    throw new AwsError('ValidationError', `'${name}' must not be empty`);
  return String(value);
}
