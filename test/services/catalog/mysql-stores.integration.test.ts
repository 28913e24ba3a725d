import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MysqlProductStore } from '../../../services/catalog/mysql-product-store.ts';
import { MysqlSalesStore } from '../../../services/catalog/mysql-sales-store.ts';
import { MysqlStockStore } from '../../../services/catalog/mysql-stock-store.ts';
import type { Database } from '../../../services/kit/database/database.ts';
import { idOf, productOf } from './support/a-product.ts';
import { type CatalogDatabase, createCatalogDatabase } from './support/catalog-database.ts';
import { describeProductStore } from './support/product-store.contract.ts';
import { describeSalesStore } from './support/sales-store.contract.ts';
import { describeStockStore } from './support/stock-store.contract.ts';

let catalog: CatalogDatabase;
beforeAll(async () => {
  catalog = await createCatalogDatabase();
});
afterAll(async () => {
  await catalog.drop();
});

async function emptied(): Promise<Database> {
  for (const table of ['sales', 'reservation_items', 'reservations', 'stock', 'products', 'categories']) {
    await catalog.database.run(`DELETE FROM ${table}`);
  }
  return catalog.database;
}

const emptyStores = async () => {
  const database = await emptied();
  return {
    products: new MysqlProductStore(database),
    stock: new MysqlStockStore(database),
    sales: new MysqlSalesStore(database),
  };
};

describeProductStore('the product store on MariaDB', async () => (await emptyStores()).products);
describeStockStore('the stock store on MariaDB', emptyStores);
describeSalesStore('the sales store on MariaDB', emptyStores);

describe('many buyers at once', () => {
  const stocked = async (onHand: number) => {
    const stores = await emptyStores();
    await stores.products.putCategory({ id: 'coffee', name: 'Coffee' });
    for (const number of [1, 2, 3]) {
      await stores.products.create(productOf(number));
      await stores.stock.count(idOf(number), onHand);
    }
    return stores.stock;
  };
  const request = (items: readonly [product: number, quantity: number][]) => ({
    id: randomUUID(),
    heldBy: 'kim',
    asked: randomUUID(),
    items: items.map(([product, quantity]) => ({ productId: idOf(product), quantity })),
    expiresAt: new Date(Date.now() + 60_000),
  });

  it('get every piece of a hot product and not one more', async () => {
    const stock = await stocked(50);
    const outcomes = await Promise.all(Array.from({ length: 200 }, () => stock.reserve(request([[1, 1]]))));
    expect(outcomes.filter(({ outcome }) => outcome === 'reserved')).toHaveLength(50);
    expect(outcomes.filter(({ outcome }) => outcome === 'not-enough')).toHaveLength(150);
    expect(await stock.level(idOf(1))).toEqual({ onHand: 50, reserved: 50 });
  });

  it('who list the same products in opposite orders all come through', async () => {
    const stock = await stocked(1000);
    const there: [number, number][] = [[1, 1], [2, 1], [3, 1]]; // biome-ignore format: one line
    const orders = Array.from({ length: 120 }, (_, index) => (index % 2 === 0 ? there : there.toReversed()));
    const outcomes = await Promise.all(orders.map((items) => stock.reserve(request(items))));
    expect(new Set(outcomes.map(({ outcome }) => outcome))).toEqual(new Set(['reserved']));
    expect(await stock.level(idOf(3))).toEqual({ onHand: 1000, reserved: 120 });
  });

  it('leave a stock that adds up after confirming and releasing at once', async () => {
    const stock = await stocked(100);
    const requests = Array.from({ length: 60 }, () => request([[1, 1], [2, 1]])); // biome-ignore format: one line
    await Promise.all(requests.map((each) => stock.reserve(each)));
    const settled = await Promise.all(
      requests.flatMap(({ id }) => [
        stock.settle(id, 'confirmed', new Date()),
        stock.settle(id, 'released', new Date()),
      ]),
    );
    const states = new Map(settled.map((reservation) => [reservation?.id, reservation?.state]));
    const sold = [...states.values()].filter((state) => state === 'confirmed').length;
    expect([...states.values()].every((state) => state === 'confirmed' || state === 'released')).toBe(true);
    expect(await stock.level(idOf(1))).toEqual({ onHand: 100 - sold, reserved: 0 });
    expect(await stock.level(idOf(2))).toEqual({ onHand: 100 - sold, reserved: 0 });
  });

  it('of several tasks at once leave a stock that adds up', async () => {
    await stocked(200);
    const tasks = [1, 2, 3].map(() => new MysqlStockStore(catalog.database));
    const outcomes = await Promise.all(
      Array.from({ length: 300 }, async (_, index) => {
        const stock = tasks[index % tasks.length] ?? new MysqlStockStore(catalog.database);
        const asked = request(index % 2 === 0 ? [[1, 1], [2, 1]] : [[2, 1], [1, 1]]); // biome-ignore format: one line
        const { outcome } = await stock.reserve(asked);
        if (outcome === 'reserved') {
          await stock.settle(asked.id, index % 3 === 0 ? 'released' : 'confirmed', new Date());
        }
        return outcome;
      }),
    );
    expect(outcomes.every((outcome) => outcome === 'reserved' || outcome === 'not-enough')).toBe(true);
    const [one, other] = await Promise.all([1, 2].map((number) => tasks[0]?.level(idOf(number))));
    const rows = await catalog.database.rows<{ id: string }>(
      "SELECT id FROM reservations WHERE state = 'confirmed'",
    );
    expect([one, other]).toEqual(Array(2).fill({ onHand: 200 - rows.length, reserved: 0 }));
  });
});
