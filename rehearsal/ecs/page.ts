import type { PropertyReader } from '../property-reader.ts';

/** One page of a list: `{ taskArns: […], nextToken }`. */
export function page(
  input: PropertyReader,
  name: string,
  all: readonly unknown[],
  most: number,
): Readonly<Record<string, unknown>> {
  const from = Number(input.text('nextToken') ?? 0);
  const to = from + Math.min(input.number('maxResults') ?? most, most);
  return { [name]: all.slice(from, to), ...(to < all.length && { nextToken: String(to) }) };
}
