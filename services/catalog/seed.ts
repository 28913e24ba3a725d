import { createHash } from 'node:crypto';
import type { Clock } from '../kit/time/clock.ts';
import { demoCategories, demoProducts } from './demo-products.ts';
import { newProductId } from './product-id.ts';
import type { ProductStore } from './product-store.ts';
import type { StockStore } from './stock-store.ts';

export interface SeedParts {
  readonly products: ProductStore;
  readonly stock: StockStore;
  readonly clock: Clock;
}

/** So that a product has the same address on every machine and after every fresh start. */
const firstMoment = Date.UTC(2025, 0, 1);

/** Adds what is missing of the demonstration catalogue. What is there stays as it is, its stock included. */
export async function seed({ products, stock, clock }: SeedParts): Promise<{ readonly added: number }> {
  const there = new Set((await products.categories()).map(({ id }) => id));
  for (const category of demoCategories) {
    if (!there.has(category.id)) await products.putCategory(category);
  }
  let added = 0;
  for (const [index, { onHand, ...details }] of demoProducts.entries()) {
    const id = newProductId(
      firstMoment + index,
      createHash('sha256').update(details.sku).digest().subarray(0, 10),
    );
    const updatedAt = new Date(clock.now());
    const outcome = await products.create({ ...details, id, revision: 1, updatedAt });
    if (outcome === 'unknown-category') {
      throw new Error(
        `demo product '${details.sku}': its category '${details.category}' is not in demoCategories`,
      );
    }
    if (outcome === 'sku-taken') continue;
    await stock.count(id, onHand);
    added += 1;
  }
  return { added };
}
