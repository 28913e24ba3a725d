import { describe, expect, it } from '@jest/globals';
import { Compile } from 'typebox/compile';
import { demoCategories, demoProducts } from '../../../services/catalog/demo/demo-products.ts';
import { demoSales } from '../../../services/catalog/demo/demo-sales.ts';
import { productDetailsSchema } from '../../../services/catalog/product.schema.ts';
import { seed } from '../../../services/catalog/seed.ts';
import { createFakeClock } from '../kit/support/fake-clock.ts';
import { InMemoryProductStore } from './support/in-memory-product-store.ts';
import { InMemorySalesStore } from './support/in-memory-sales-store.ts';
import { InMemoryStockStore } from './support/in-memory-stock-store.ts';

async function seeded() {
  const stock = new InMemoryStockStore();
  const products = new InMemoryProductStore(stock);
  const parts = { stock, products, sales: new InMemorySalesStore(products, stock), clock: createFakeClock() };
  const outcome = await seed(parts);
  const listed = await products.list({ category: undefined, after: undefined, limit: 1000 });
  return { ...parts, parts, outcome, products: listed };
}

describe('the demonstration catalogue', () => {
  it('holds products the API would take, in categories that are there', () => {
    const validator = Compile(productDetailsSchema);
    for (const { onHand, ...details } of demoProducts) {
      expect([details.sku, ...validator.Errors(details)]).toEqual([details.sku]);
      expect(onHand).toBeGreaterThan(0);
    }
    const used = new Set(demoProducts.map(({ category }) => category));
    expect([...used].sort()).toEqual(demoCategories.map(({ id }) => id).sort());
  });

  it('is written with its stock', async () => {
    const { outcome, products, stock } = await seeded();
    expect(outcome).toEqual({ added: 200 });
    expect(products.map(({ sku }) => sku)).toEqual(demoProducts.map(({ sku }) => sku));
    expect(await stock.level(products[0]?.id ?? '')).toEqual({ onHand: 120, reserved: 0 });
  });

  it('has best sellers from the start, all of them its own products', async () => {
    const { sales, clock } = await seeded();
    const best = await sales.bestSellers(new Date(clock.now() - 30 * 86_400_000), 50);
    expect(best).toHaveLength(demoSales.length);
    expect(best[0]).toMatchObject({ name: 'House espresso', sold: 61 });
  });

  it('repeats no sku, no name and no text', () => {
    for (const member of ['sku', 'name', 'description'] as const) {
      const values = demoProducts.map((product) => product[member]);
      expect(values.filter((value, index) => values.indexOf(value) !== index)).toEqual([]);
    }
  });

  it('has the same addresses everywhere', async () => {
    const [one, other] = [await seeded(), await seeded()];
    expect(one.products.map(({ id }) => id)).toEqual(other.products.map(({ id }) => id));
  });

  it('leaves what is there as it is', async () => {
    const { parts, products, stock } = await seeded();
    const id = products[0]?.id ?? '';
    await stock.count(id, 7);
    await parts.products.putCategory({ id: 'tea', name: 'Leaves' });
    expect(await seed(parts)).toEqual({ added: 0 });
    expect(await stock.level(id)).toEqual({ onHand: 7, reserved: 0 });
    expect(await parts.products.categories()).toContainEqual({ id: 'tea', name: 'Leaves' });
  });
});
