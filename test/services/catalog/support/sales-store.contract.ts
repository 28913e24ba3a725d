import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { SalesStore } from '../../../../services/catalog/sales-store.ts';
import { idOf, productOf } from './a-product.ts';
import type { Stores } from './stock-store.contract.ts';

const now = new Date('2026-03-01T12:00:00.000Z');
const expiresAt = new Date('2026-03-01T12:15:00.000Z');
const weekLater = new Date('2026-03-08T12:15:00.001Z');
const month = new Date('2026-02-01T00:00:00.000Z');

/** What every sales store promises, the one of the tests as well as the real one. */
export function describeSalesStore(
  name: string,
  emptyStores: () => Promise<Stores & { readonly sales: SalesStore }>,
): void {
  describe(name, () => {
    let stores: Awaited<ReturnType<typeof emptyStores>>;
    beforeEach(async () => {
      stores = await emptyStores();
      await stores.products.putCategory({ id: 'coffee', name: 'Coffee' });
      for (const number of [1, 2, 3]) {
        await stores.products.create(productOf(number, { name: `Product ${number}` }));
        await stores.stock.count(idOf(number), 100);
      }
    });

    const settled = async (as: 'confirmed' | 'released', ...items: readonly [number, number][]) => {
      const id = randomUUID();
      await stores.stock.reserve({
        id,
        heldBy: 'kim',
        asked: 'a'.repeat(64),
        items: items.map(([number, quantity]) => ({ productId: idOf(number), quantity })),
        expiresAt,
      });
      await stores.stock.settle(id, as, now);
      return id;
    };
    const best = async (since = month, most = 10) =>
      (await stores.sales.bestSellers(since, most)).map(({ name: title, sold }) => [title, sold]);

    it('counts what was confirmed, once, and nothing that was released', async () => {
      await settled('confirmed', [1, 2], [2, 5]);
      await settled('confirmed', [1, 1]);
      await settled('released', [3, 50]);
      expect(await stores.sales.tally(now, 10)).toBe(2);
      expect(await stores.sales.tally(now, 10)).toBe(0);
      expect(await best()).toEqual([
        ['Product 2', 5],
        ['Product 1', 3],
      ]);
      expect(await best(month, 1)).toEqual([['Product 2', 5]]);
    });

    it('counts each once also where several tasks count at once', async () => {
      for (const _ of Array(12)) await settled('confirmed', [1, 1], [3, 2]);
      const counted = await Promise.all(Array.from({ length: 4 }, () => stores.sales.tally(now, 5)));
      let rest = 0;
      for (let more = 1; more > 0; rest += more) more = await stores.sales.tally(now, 5);
      expect(counted.reduce((sum, count) => sum + count, rest)).toBe(12);
      expect(await best()).toEqual([
        ['Product 3', 24],
        ['Product 1', 12],
      ]);
    });

    it('forgets days that are over', async () => {
      await stores.sales.add([
        { productId: idOf(1), day: new Date('2026-01-31T23:59:59Z'), quantity: 90 },
        { productId: idOf(1), day: new Date('2026-02-01T00:00:00Z'), quantity: 3 },
        { productId: idOf(1), day: new Date('2026-02-01T10:00:00Z'), quantity: 4 },
      ]);
      expect(await best()).toEqual([['Product 1', 7]]);
      expect(await best(new Date('2026-02-02T00:00:00Z'))).toEqual([]);
    });

    it('forgets reservations that are long over, those that still count last', async () => {
      const confirmed = await settled('confirmed', [1, 1]);
      const released = await settled('released', [1, 1]);
      expect(await stores.sales.forgetReservations(expiresAt, 10)).toBe(0);
      expect(await stores.sales.forgetReservations(weekLater, 10)).toBe(1);
      expect(await stores.stock.reservation(released)).toBeUndefined();
      expect(await stores.stock.reservation(confirmed)).toBeDefined();
      await stores.sales.tally(now, 10);
      expect(await stores.sales.forgetReservations(weekLater, 10)).toBe(1);
      expect(await stores.stock.reservation(confirmed)).toBeUndefined();
      expect(await best()).toEqual([['Product 1', 1]]);
      expect(await stores.stock.level(idOf(1))).toEqual({ onHand: 99, reserved: 0 });
    });

    it('forgets no more at once than it is told', async () => {
      for (const _ of Array(3)) await settled('released', [1, 1]);
      expect(await stores.sales.forgetReservations(weekLater, 2)).toBe(2);
      expect(await stores.sales.forgetReservations(weekLater, 2)).toBe(1);
    });
  });
}
