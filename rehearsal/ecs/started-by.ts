import { AwsError } from '../plane.ts';
import type { PropertyReader } from '../property-reader.ts';

const longest = 128;

/** Who started a task, in the letters that RunTask takes. */
export function startedByOf(input: PropertyReader): string | undefined {
  const startedBy = input.text('startedBy');
  if (startedBy === undefined) return undefined;
  if (startedBy.length > longest)
    throw new AwsError('InvalidParameterException', `startedBy longer than ${longest}.`);
  if (/[^A-Za-z0-9/_-]/.test(startedBy)) {
    throw new AwsError(
      'InvalidParameterException',
      `startedBy '${startedBy}' contains invalid characters: letters, numbers, hyphens (-), forward slashes (/) and underscores (_) are allowed.`,
    );
  }
  return startedBy;
}
