import { createHash } from 'node:crypto';
import type { Clock } from '../kit/time/clock.ts';
import type { DemoProduct } from './demo/demo-product.ts';
import { demoCategories, demoProducts } from './demo/demo-products.ts';
import { demoSales } from './demo/demo-sales.ts';
import { newProductId } from './product-id.ts';
import type { ProductStore } from './product-store.ts';
import type { SalesStore } from './sales-store.ts';
import type { StockStore } from './stock-store.ts';

export interface SeedParts {
  readonly products: ProductStore;
  readonly stock: StockStore;
  readonly sales: SalesStore;
  readonly clock: Clock;
}

/** So that a product has the same address on every machine and after every fresh start. */
const firstMoment = Date.UTC(2025, 0, 1);
/** Products written at once: as many as the pool has connections. */
const atOnce = 10;

/** Adds what is missing of the demonstration catalogue. What is there stays as it is, its stock included. */
export async function seed(parts: SeedParts): Promise<{ readonly added: number }> {
  const { products } = parts;
  const there = new Set((await products.categories()).map(({ id }) => id));
  for (const category of demoCategories) {
    if (!there.has(category.id)) await products.putCategory(category);
  }
  const all = demoProducts.map((product, index) => ({ product, id: demoIdOf(product, index) }));
  const found = await Promise.all(all.map(({ id }) => products.find(id)));
  const missing = all.filter((_, index) => found[index] === undefined);
  let added = 0;
  for (let start = 0; start < missing.length; start += atOnce) {
    const batch = missing.slice(start, start + atOnce);
    const outcomes = await Promise.all(batch.map(({ product, id }) => add(parts, product, id)));
    added += outcomes.filter((isNew) => isNew).length;
  }
  return { added };
}

function demoIdOf({ sku }: DemoProduct, index: number): string {
  return newProductId(firstMoment + index, createHash('sha256').update(sku).digest().subarray(0, 10));
}

async function add(parts: SeedParts, { onHand, ...details }: DemoProduct, id: string): Promise<boolean> {
  const { products, stock, sales, clock } = parts;
  const now = clock.now();
  const outcome = await products.create({ ...details, id, revision: 1, updatedAt: new Date(now) });
  if (outcome === 'unknown-category') {
    throw new Error(
      `demo product '${details.sku}': its category '${details.category}' is not in demoCategories`,
    );
  }
  if (outcome === 'sku-taken') return false;
  await stock.count(id, onHand);
  await sales.add(
    demoSales
      .filter(([sku]) => sku === details.sku)
      .map(([, quantity, daysAgo]) => ({
        productId: id,
        quantity,
        day: new Date(now - daysAgo * 86_400_000),
      })),
  );
  return true;
}
