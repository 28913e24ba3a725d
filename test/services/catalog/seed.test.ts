import { describe, expect, it } from '@jest/globals';
import { Compile } from 'typebox/compile';
import { demoCategories, demoProducts } from '../../../services/catalog/demo-products.ts';
import { productDetailsSchema } from '../../../services/catalog/product.schema.ts';
import { seed } from '../../../services/catalog/seed.ts';
import { createFakeClock } from '../kit/support/fake-clock.ts';
import { InMemoryProductStore } from './support/in-memory-product-store.ts';
import { InMemoryStockStore } from './support/in-memory-stock-store.ts';

async function seeded() {
  const stock = new InMemoryStockStore();
  const parts = { stock, products: new InMemoryProductStore(stock), clock: createFakeClock() };
  const outcome = await seed(parts);
  const products = await parts.products.list({ category: undefined, after: undefined, limit: 100 });
  return { ...parts, parts, outcome, products };
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
    expect(outcome).toEqual({ added: 24 });
    expect(products.map(({ sku }) => sku)).toEqual(demoProducts.map(({ sku }) => sku));
    expect(await stock.level(products[0]?.id ?? '')).toEqual({ onHand: 120, reserved: 0 });
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
