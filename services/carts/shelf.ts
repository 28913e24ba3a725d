import type { RequestContext } from '../kit/http/request-context.ts';
import type { ToldProduct } from './cart.ts';

/** What carts need to know of products. */
export interface Shelf {
  /** Those of the products that exist, as they are now. Rejects with a Problem where nobody can tell. */
  find(productIds: readonly string[], context: RequestContext): Promise<ReadonlyMap<string, ShelfProduct>>;
}

export interface ShelfProduct extends ToldProduct {
  /** How many can be had; undefined where that is not known. */
  readonly available: number | undefined;
}
