import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { type CartKey, cartOfUser, newGuestCart } from '../../../../services/carts/cart-key.ts';
import type { CartStore, ChangeOutcome } from '../../../../services/carts/cart-store.ts';
import { coffee, itemOf, tea } from './an-item.ts';

/** What every cart store promises, the one of the tests as well as the real one. */
export function describeCartStore(name: string, aStore: () => CartStore): void {
  describe(name, () => {
    let store: CartStore;
    let guest: CartKey;
    let user: CartKey;
    beforeEach(() => {
      store = aStore();
      guest = newGuestCart();
      user = cartOfUser(randomUUID());
    });

    const changed = async (change: Promise<ChangeOutcome>) => {
      const result = await change;
      if (result.outcome !== 'changed') throw new Error(`expected a change, it was: ${result.outcome}`);
      return result.cart;
    };
    const put = (key: CartKey, item: ReturnType<typeof itemOf>) => changed(store.putItem(key, 'any', item));

    it("makes a guest's cart, and has a user's without making it", async () => {
      expect(await store.read(guest)).toBeUndefined();
      const made = await store.create(guest);
      expect(made).toEqual({ id: guest.id, version: expect.stringMatching(/^\d{13}$/), items: [] });
      expect(await store.read(guest)).toEqual(made);
      expect(await store.read(user)).toEqual({ id: user.id, version: '0', items: [] });
    });

    it('keeps items in the order they came, whatever is changed of them', async () => {
      await store.create(guest);
      await put(guest, itemOf(tea, 1));
      await put(guest, itemOf(coffee, 2));
      await put(guest, itemOf(tea, 3, { title: 'Tea of today', amount: 1 }));
      expect((await store.read(guest))?.items).toEqual([
        itemOf(tea, 3, { title: 'Tea of today', amount: 1 }),
        itemOf(coffee, 2),
      ]);
    });

    it('gives every change a new version, and none to what changes nothing', async () => {
      await store.create(guest);
      const versions = [
        (await put(guest, itemOf(tea, 1))).version,
        (await put(guest, itemOf(tea, 2))).version,
        (await changed(store.removeItem(guest, 'any', tea))).version,
      ];
      expect(new Set(versions).size).toBe(3);
      expect(versions.map(Number)).toEqual(versions.map(Number).toSorted((a, b) => a - b));
      expect((await changed(store.removeItem(guest, 'any', tea))).version).toBe(versions[2]);
      expect((await changed(store.clear(guest, 'any'))).version).toBe(versions[2]);
    });

    it('lets one of the changes through that are based on the same version', async () => {
      const { version } = await store.create(guest);
      const outcomes = await Promise.all(
        [1, 2, 3, 4].map((quantity) => store.putItem(guest, [version], itemOf(tea, quantity))),
      );
      expect(outcomes.map(({ outcome }) => outcome).toSorted()).toEqual([
        'changed',
        'other-version',
        'other-version',
        'other-version',
      ]);
    });

    it('refuses every change that is based on another version, or on none of ours', async () => {
      await store.create(guest);
      await put(guest, itemOf(tea, 1));
      const before = await store.read(guest);
      for (const expected of [['1'], [], ['1', '2']]) {
        expect(await store.putItem(guest, expected, itemOf(coffee, 1))).toEqual({ outcome: 'other-version' });
        expect(await store.removeItem(guest, expected, tea)).toEqual({ outcome: 'other-version' });
        expect(await store.clear(guest, expected)).toEqual({ outcome: 'other-version' });
      }
      expect(await store.retell(guest, '1', new Map())).toEqual({ outcome: 'other-version' });
      expect(await store.read(guest)).toEqual(before);
    });

    it('takes any of several versions', async () => {
      const { version } = await store.create(guest);
      expect(await store.putItem(guest, ['1', version], itemOf(tea, 1))).toMatchObject({
        outcome: 'changed',
      });
    });

    it("takes a user's empty cart at version 0", async () => {
      expect(await store.putItem(user, ['0'], itemOf(tea, 1))).toMatchObject({ outcome: 'changed' });
      expect(await store.putItem(user, ['0'], itemOf(tea, 2))).toEqual({ outcome: 'other-version' });
    });

    it("changes nothing of a guest's cart that is not there", async () => {
      const unknown = { outcome: 'unknown-cart' };
      expect(await store.putItem(guest, 'any', itemOf(tea, 1))).toEqual(unknown);
      expect(await store.removeItem(guest, 'any', tea)).toEqual(unknown);
      expect(await store.clear(guest, 'any')).toEqual(unknown);
      expect(await store.read(guest)).toBeUndefined();
    });

    it('holds 50 products and lets those be changed', async () => {
      await store.create(guest);
      const products = Array.from({ length: 50 }, () => randomUUID());
      for (const product of products) await put(guest, itemOf(product, 1));
      expect(await store.putItem(guest, 'any', itemOf(tea, 1))).toEqual({ outcome: 'full' });
      expect((await put(guest, itemOf(products[0] ?? '', 9))).items[0]).toMatchObject({ quantity: 9 });
    });

    it('remembers what is told, and leaves quantities alone', async () => {
      await store.create(guest);
      const { version } = await put(guest, itemOf(tea, 4));
      const told = new Map([[tea, { title: 'Tea', price: { amount: 777, currency: 'EUR' } }]]);
      const cart = await changed(store.retell(guest, version, told));
      expect(cart.items).toEqual([itemOf(tea, 4, { title: 'Tea', amount: 777 })]);
      expect(await store.retell(guest, version, told)).toEqual({ outcome: 'other-version' });
    });

    it('empties a cart and keeps it', async () => {
      await store.create(guest);
      const { version } = await put(guest, itemOf(tea, 1));
      const cleared = await changed(store.clear(guest, [version]));
      expect(cleared.items).toEqual([]);
      expect(Number(cleared.version)).toBeGreaterThan(Number(version));
      expect(await store.read(guest)).toEqual(cleared);
    });

    it("adds a guest's items to a user's, up to what one order takes", async () => {
      await store.create(guest);
      await put(guest, itemOf(tea, 60));
      await put(guest, itemOf(coffee, 2));
      await put(user, itemOf(tea, 70));
      const { cart, left } = await store.merge(guest, user);
      expect({ items: cart.items, left }).toEqual({ items: [itemOf(tea, 100), itemOf(coffee, 2)], left: [] });
      expect(await store.read(user)).toEqual(cart);
      expect(await store.read(guest)).toBeUndefined();
    });

    it('merges once, however often and however simultaneously it is asked', async () => {
      await store.create(guest);
      await put(guest, itemOf(tea, 3));
      await Promise.all([1, 2, 3].map(() => store.merge(guest, user)));
      const { cart } = await store.merge(guest, user);
      expect(cart.items).toEqual([itemOf(tea, 3)]);
      expect((await store.merge(guest, user)).cart.version).toBe(cart.version);
    });

    it('says what there is no room for', async () => {
      await store.create(guest);
      for (const product of [coffee, tea]) await put(guest, itemOf(product, 1));
      const products = Array.from({ length: 49 }, () => randomUUID());
      for (const product of products) await put(user, itemOf(product, 1));
      const { cart, left } = await store.merge(guest, user);
      expect(left).toEqual([tea]);
      expect(cart.items).toHaveLength(50);
      expect(cart.items.at(-1)).toEqual(itemOf(coffee, 1));
    });

    it('merges what is not there to an empty cart', async () => {
      expect(await store.merge(guest, user)).toEqual({
        cart: { id: user.id, version: '0', items: [] },
        left: [],
      });
    });
  });
}
