import type { Companion } from './companions.ts';

export interface RankRequest {
  /** Of each product that is looked at, its companions. */
  readonly found: readonly (readonly Companion[])[];
  /** What is there already and is not recommended. */
  readonly except: ReadonlySet<string>;
  readonly limit: number;
}

/** A companion of several products counts for each of them. */
export function rank({ found, except, limit }: RankRequest): readonly Companion[] {
  const sums = new Map<string, number>();
  for (const { productId, strength } of found.flat()) {
    if (!except.has(productId)) sums.set(productId, (sums.get(productId) ?? 0) + strength);
  }
  return [...sums]
    .map(([productId, strength]) => ({ productId, strength }))
    .sort((a, b) => b.strength - a.strength || (a.productId < b.productId ? -1 : 1))
    .slice(0, limit);
}
