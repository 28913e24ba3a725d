import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { ProductStore } from '../../../../services/catalog/product-store.ts';
import type { ReserveRequest, StockStore } from '../../../../services/catalog/stock-store.ts';
import { idOf, productOf } from './a-product.ts';

export interface Stores {
  readonly products: ProductStore;
  readonly stock: StockStore;
}

const now = new Date('2026-03-01T12:00:00.000Z');
const expiresAt = new Date('2026-03-01T12:15:00.000Z');
const later = new Date('2026-03-01T12:15:00.001Z');

/** What every stock store promises, the one of the tests as well as the real one. */
export function describeStockStore(name: string, emptyStores: () => Promise<Stores>): void {
  describe(name, () => {
    let stock: StockStore;
    beforeEach(async () => {
      const stores = await emptyStores();
      stock = stores.stock;
      await stores.products.putCategory({ id: 'coffee', name: 'Coffee' });
      for (const number of [1, 2]) {
        await stores.products.create(productOf(number));
        await stock.count(idOf(number), 10);
      }
    });

    const request = (changes: Partial<ReserveRequest> = {}): ReserveRequest => ({
      id: randomUUID(),
      heldBy: 'kim',
      items: [{ productId: idOf(1), quantity: 4 }],
      asked: 'a'.repeat(64),
      expiresAt,
      ...changes,
    });
    const levels = async () => [await stock.level(idOf(1)), await stock.level(idOf(2))];

    it('knows a level from the moment a product exists, and none of an unknown product', async () => {
      expect(await levels()).toEqual([
        { onHand: 10, reserved: 0 },
        { onHand: 10, reserved: 0 },
      ]);
      expect(await stock.level(idOf(9))).toBeUndefined();
      expect(await stock.count(idOf(9), 1)).toEqual({ outcome: 'unknown-product' });
    });

    it('counts no less than is reserved', async () => {
      await stock.reserve(request());
      const level = { onHand: 10, reserved: 4 };
      expect(await stock.count(idOf(1), 3)).toEqual({ outcome: 'below-reserved', level });
      expect(await stock.count(idOf(1), 4)).toEqual({
        outcome: 'counted',
        level: { onHand: 4, reserved: 4 },
      });
    });

    it('reserves all items and keeps them by product id', async () => {
      const items = [
        { productId: idOf(2), quantity: 10 },
        { productId: idOf(1), quantity: 3 },
      ];
      const asked = request({ items });
      const reservation = {
        id: asked.id,
        heldBy: 'kim',
        state: 'held',
        items: items.toReversed(),
        expiresAt,
      };
      expect(await stock.reserve(asked)).toEqual({ outcome: 'reserved', reservation });
      expect(await stock.reservation(asked.id)).toEqual(reservation);
      expect(await levels()).toEqual([
        { onHand: 10, reserved: 3 },
        { onHand: 10, reserved: 10 },
      ]);
    });

    it('reserves nothing where one item is short, and lets the id be used again', async () => {
      const items = [
        { productId: idOf(1), quantity: 3 },
        { productId: idOf(2), quantity: 11 },
      ];
      const short = request({ items });
      const outcome = { outcome: 'not-enough', productId: idOf(2), requested: 11, available: 10 };
      expect(await stock.reserve(short)).toEqual(outcome);
      expect(await stock.level(idOf(1))).toEqual({ onHand: 10, reserved: 0 });
      expect(await stock.reserve(request({ id: short.id }))).toMatchObject({ outcome: 'reserved' });
    });

    it('reserves nothing of an unknown product', async () => {
      const items = [
        { productId: idOf(1), quantity: 1 },
        { productId: idOf(9), quantity: 1 },
      ];
      expect(await stock.reserve(request({ items }))).toEqual({ outcome: 'unknown-product' });
      expect(await stock.level(idOf(1))).toEqual({ onHand: 10, reserved: 0 });
    });

    it('reserves once however often the same request comes, also at once', async () => {
      const same = request();
      const outcomes = await Promise.all([1, 2, 3, 4, 5, 6].map(() => stock.reserve(same)));
      expect(outcomes.map(({ outcome }) => outcome).toSorted()).toEqual([
        ...Array<string>(5).fill('repeated'),
        'reserved',
      ]);
      expect(await stock.level(idOf(1))).toEqual({ onHand: 10, reserved: 4 });
    });

    it('tells a different request with the same id', async () => {
      const first = request();
      await stock.reserve(first);
      const other = { ...first, asked: 'b'.repeat(64) };
      expect(await stock.reserve(other)).toMatchObject({ outcome: 'other-request' });
      expect(await stock.level(idOf(1))).toEqual({ onHand: 10, reserved: 4 });
    });

    it('sells what is confirmed, once', async () => {
      const { id } = request();
      await stock.reserve(request({ id }));
      expect(await stock.settle(id, 'confirmed', now)).toMatchObject({ state: 'confirmed' });
      expect(await stock.settle(id, 'confirmed', now)).toMatchObject({ state: 'confirmed' });
      expect(await stock.settle(id, 'released', now)).toMatchObject({ state: 'confirmed' });
      expect(await stock.level(idOf(1))).toEqual({ onHand: 6, reserved: 0 });
    });

    it('gives back what is released, once', async () => {
      const { id } = request();
      await stock.reserve(request({ id }));
      const states = await Promise.all([1, 2, 3].map(() => stock.settle(id, 'released', now)));
      expect(states.map((reservation) => reservation?.state)).toEqual(['released', 'released', 'released']);
      expect(await stock.settle(id, 'confirmed', now)).toMatchObject({ state: 'released' });
      expect(await stock.level(idOf(1))).toEqual({ onHand: 10, reserved: 0 });
    });

    it('takes back what was sold, once, and nothing that was not', async () => {
      const { id } = request();
      await stock.reserve(request({ id }));
      expect(await stock.takeBack(id)).toMatchObject({ state: 'held' });
      await stock.settle(id, 'confirmed', now);
      const states = await Promise.all([1, 2, 3].map(() => stock.takeBack(id)));
      expect(states.map((reservation) => reservation?.state)).toEqual(['returned', 'returned', 'returned']);
      expect(await stock.level(idOf(1))).toEqual({ onHand: 10, reserved: 0 });
      expect(await stock.takeBack(randomUUID())).toBeUndefined();
    });

    it('confirms nothing whose time is over', async () => {
      const { id } = request();
      await stock.reserve(request({ id }));
      expect(await stock.settle(id, 'confirmed', later)).toMatchObject({ state: 'expired' });
      expect(await stock.level(idOf(1))).toEqual({ onHand: 10, reserved: 0 });
    });

    it('settles nothing that was never reserved', async () => {
      expect(await stock.settle(randomUUID(), 'confirmed', now)).toBeUndefined();
    });

    it('gives back what expired, some at once, each once', async () => {
      for (const _ of [1, 2]) await stock.reserve(request());
      const kept = request({ items: [{ productId: idOf(2), quantity: 1 }], expiresAt: new Date(+later + 1) });
      await stock.reserve(kept);
      expect(await stock.expire(now, 10)).toBe(0);
      expect(await stock.expire(later, 1)).toBe(1);
      const both = await Promise.all([stock.expire(later, 10), stock.expire(later, 10)]);
      expect(both.toSorted()).toEqual([0, 1]);
      expect(await levels()).toEqual([
        { onHand: 10, reserved: 0 },
        { onHand: 10, reserved: 1 },
      ]);
    });
  });
}
