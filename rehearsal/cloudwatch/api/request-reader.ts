import { AwsError, type Operation, type Properties } from '../../plane.ts';
import { PropertyReader } from '../../property-reader.ts';

/** An operation whose mistakes of the caller are answered in CloudWatch's code for them. */
export function operation(name: string, answer: (input: PropertyReader) => unknown): Operation {
  return async (input) => {
    try {
      return await answer(new PropertyReader(name, withoutEmptyLists(input)));
    } catch (error) {
      if (error instanceof AwsError || !(error instanceof Error)) throw error;
      throw new AwsError('InvalidParameterValue', error.message);
    }
  };
}

/** The query protocol writes an empty list as an empty text. */
function withoutEmptyLists(input: Properties): Properties {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== '' && value !== null));
}

/** A moment, in whichever way a protocol writes it. */
export function instantIn(reader: PropertyReader, name: string): number | undefined {
  const value = reader.raw[name];
  if (value === undefined) return undefined;
  const instant =
    value instanceof Date
      ? value.getTime()
      : typeof value === 'number'
        ? value * 1000
        : Date.parse(String(value));
  if (Number.isFinite(instant)) return instant;
  throw new Error(`${reader.subject}: '${name}' is ${JSON.stringify(value)}, and must be a time`);
}

export function requiredInstant(reader: PropertyReader, name: string): number {
  return instantIn(reader, name) ?? Date.parse(reader.requiredText(name));
}

export function numbersIn(reader: PropertyReader, name: string): readonly number[] {
  return reader.texts(name).map((text) => {
    const number = Number(text);
    if (Number.isFinite(number)) return number;
    throw new Error(`${reader.subject}: '${name}' holds '${text}', which is no number`);
  });
}

/** Seconds, and whole minutes; AWS knows no others. */
export function readAskedPeriod(reader: PropertyReader): number {
  const seconds = reader.requiredNumber('Period');
  if ([1, 5, 10, 20, 30].includes(seconds) || (seconds > 0 && seconds % 60 === 0)) return seconds;
  throw new Error(
    `${reader.subject}: 'Period' is ${seconds}, and must be 1, 5, 10, 20, 30 or a multiple of 60 seconds`,
  );
}

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly NextToken: string | undefined;
}

/** A part of a list, from where the last one ended. */
export function pageOf<Item>(all: readonly Item[], reader: PropertyReader, most: number): Page<Item> {
  const token = reader.text('NextToken');
  const from = token === undefined ? 0 : Number(token);
  if (!(Number.isInteger(from) && from >= 0))
    throw new AwsError('InvalidNextToken', `'${token}' is no token`);
  const to = from + most;
  return { items: all.slice(from, to), NextToken: to < all.length ? String(to) : undefined };
}
