/** Where the bands begin by which a search is narrowed, in the currency's smallest unit; the last has no end. */
export const priceBands: readonly number[] = [0, 1000, 2500, 5000, 10_000];

export interface PriceRange {
  readonly from: number;
  /** Not in the range. @default - it has no end */
  readonly to?: number | undefined;
}

export function bandOf(from: number): PriceRange {
  const to = priceBands[priceBands.indexOf(from) + 1];
  return to === undefined ? { from } : { from, to };
}
