import { links } from '../kit/http/links.ts';
import { type Problem, problem, unprocessable } from '../kit/problems/problem.ts';
import type { ProductStore } from './product-store.ts';
import type { ReservedItem } from './reservation.ts';
import { reserveLink } from './reserve-link.ts';

export function repeatedProduct(items: readonly ReservedItem[]): Problem | undefined {
  const seen = new Set<string>();
  for (const { productId } of items) {
    if (seen.has(productId))
      return unprocessable(`product ${productId} is listed twice; add its quantities up`);
    seen.add(productId);
  }
  return undefined;
}

/** Looked up only now: a request that succeeds does not pay for it. */
export async function missingProducts(
  products: ProductStore,
  items: readonly ReservedItem[],
): Promise<Problem> {
  const found = await Promise.all(items.map(({ productId }) => products.find(productId)));
  const missing = items.filter((_, index) => found[index] === undefined).map(({ productId }) => productId);
  return unprocessable(`there is no product ${missing.join(', ')}; /v2/products lists them`, { missing });
}

export interface Shortfall {
  readonly productId: string;
  readonly requested: number;
  readonly available: number;
}

export async function notEnoughStock(
  products: ProductStore,
  { productId, requested, available }: Shortfall,
): Promise<Problem> {
  const name = (await products.find(productId))?.name ?? productId;
  return problem({
    status: 409,
    kind: 'not-enough-stock',
    title: 'There is not enough in stock',
    detail: `'${name}' has ${available} left, ${requested} were asked for; nothing was reserved`,
    members: {
      product: { id: productId, name, requested, available },
      _links: links({
        stock: `/v2/products/${productId}/stock`,
        product: `/v2/products/${productId}`,
        reserve: reserveLink,
      }),
    },
  });
}
