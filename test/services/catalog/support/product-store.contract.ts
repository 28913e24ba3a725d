import { beforeEach, describe, expect, it } from '@jest/globals';
import type { ProductStore } from '../../../../services/catalog/product-store.ts';
import { detailsOf, idOf, productOf } from './a-product.ts';

/** What every product store promises, the one of the tests as well as the real one. */
export function describeProductStore(name: string, emptyStore: () => Promise<ProductStore>): void {
  describe(name, () => {
    let store: ProductStore;
    beforeEach(async () => {
      store = await emptyStore();
      await store.putCategory({ id: 'coffee', name: 'Coffee' });
      await store.putCategory({ id: 'tea', name: 'Tea' });
    });

    it('finds a product exactly as it was created', async () => {
      const product = productOf(1, { name: 'Café 😀 クラ', description: 'It\'s \\ 100 % \u0000 "real"' });
      expect(await store.create(product)).toBe('created');
      expect(await store.find(product.id)).toEqual(product);
    });

    it('finds each of many products that are asked for at once, and nothing for an unknown one', async () => {
      for (const number of [1, 2, 3, 4, 5]) await store.create(productOf(number));
      const found = await Promise.all([5, 1, 9, 3, 1].map((number) => store.find(idOf(number))));
      expect(found.map((product) => product?.id)).toEqual([idOf(5), idOf(1), undefined, idOf(3), idOf(1)]);
    });

    it('lists by id, from after an id, at most as many as asked', async () => {
      for (const number of [3, 1, 4, 2]) await store.create(productOf(number));
      const page = await store.list({ category: undefined, after: idOf(1), limit: 2 });
      expect(page.map(({ id }) => id)).toEqual([idOf(2), idOf(3)]);
    });

    it('lists one category', async () => {
      await store.create(productOf(1));
      await store.create(productOf(2, { category: 'tea' }));
      const page = await store.list({ category: 'tea', after: undefined, limit: 10 });
      expect(page.map(({ id }) => id)).toEqual([idOf(2)]);
    });

    it('finds by the beginnings of words in name and description, all of them', async () => {
      await store.create(productOf(1, { name: 'Espresso cups', description: 'Thick porcelain' }));
      await store.create(productOf(2, { name: 'Espresso beans', description: 'A dark roast' }));
      const search = async (...words: string[]) =>
        (await store.search({ words, category: undefined, skip: 0, limit: 10 })).map(({ id }) => id);
      expect((await search('espr')).toSorted()).toEqual([idOf(1), idOf(2)]);
      expect(await search('espresso', 'porc')).toEqual([idOf(1)]);
      expect(await search('presso')).toEqual([]);
    });

    it('searches inside a category and by pages', async () => {
      for (const number of [1, 2, 3]) await store.create(productOf(number, { category: 'tea' }));
      await store.create(productOf(4));
      const page = (skip: number) => store.search({ words: ['sidamo'], category: 'tea', skip, limit: 2 });
      const pages = [...(await page(0)), ...(await page(2))];
      expect(pages.map(({ id }) => id).toSorted()).toEqual([idOf(1), idOf(2), idOf(3)]);
    });

    const priced = async (...amounts: readonly [category: string, amount: number][]) => {
      for (const [index, [category, amount]] of amounts.entries()) {
        const price = { amount, currency: 'EUR' };
        await store.create(productOf(index + 1, { category, price, name: 'Shared word' }));
      }
    };

    it('lists and searches inside a range of prices, its end left out', async () => {
      await priced(['tea', 999], ['tea', 1000], ['coffee', 1500], ['tea', 2500]);
      const prices = { from: 1000, to: 2500 };
      const listed = await store.list({ category: undefined, prices, after: undefined, limit: 10 });
      expect(listed.map(({ id }) => id)).toEqual([idOf(2), idOf(3)]);
      const search = { words: ['shared'], category: 'tea', skip: 0, limit: 10 };
      expect((await store.search({ ...search, prices })).map(({ id }) => id)).toEqual([idOf(2)]);
      const open = await store.search({ ...search, prices: { from: 1000 } });
      expect(open.map(({ id }) => id).toSorted()).toEqual([idOf(2), idOf(4)]);
    });

    it('counts what a search found by category and by price band', async () => {
      await priced(['tea', 0], ['tea', 999], ['coffee', 1000], ['tea', 2499], ['coffee', 20_000]);
      await store.create(productOf(9, { name: 'Another', category: 'coffee' }));
      const words = ['shared'];
      expect(await store.facets({ words, category: undefined })).toEqual({
        categories: [
          { id: 'tea', count: 3 },
          { id: 'coffee', count: 2 },
        ],
        prices: [
          { from: 0, count: 2 },
          { from: 1000, count: 2 },
          { from: 10_000, count: 1 },
        ],
      });
      expect(await store.facets({ words: ['nothing'], category: undefined })).toEqual({
        categories: [],
        prices: [],
      });
    });

    it('narrows each facet by what was chosen of the other, and not by its own', async () => {
      await priced(['tea', 500], ['tea', 1500], ['coffee', 1600]);
      const search = { words: ['shared'], category: 'tea', prices: { from: 1000, to: 2500 } };
      expect(await store.facets(search)).toEqual({
        categories: [
          { id: 'coffee', count: 1 },
          { id: 'tea', count: 1 },
        ],
        prices: [
          { from: 0, count: 1 },
          { from: 1000, count: 1 },
        ],
      });
    });

    it('takes no second product with the same sku, and none twice', async () => {
      await store.create(productOf(1));
      expect(await store.create(productOf(1))).toBe('sku-taken');
      expect(await store.create(productOf(2, { sku: 'SKU-1' }))).toBe('sku-taken');
      expect(await store.find(idOf(2))).toBeUndefined();
    });

    it('takes no product of an unknown category', async () => {
      expect(await store.create(productOf(1, { category: 'shoes' }))).toBe('unknown-category');
    });

    it('updates a product that is still at the revision that was read', async () => {
      await store.create(productOf(1));
      const updatedAt = new Date('2026-02-03T00:00:00.001Z');
      const change = { id: idOf(1), details: detailsOf({ name: 'Yirgacheffe' }), revision: 1, updatedAt };
      const product = { id: idOf(1), ...change.details, updatedAt, revision: 2 };
      expect(await store.update(change)).toEqual({ outcome: 'updated', product });
      expect(await store.find(idOf(1))).toEqual(product);
    });

    it('lets one of two updates of the same revision through', async () => {
      await store.create(productOf(1));
      const update = (name: string) =>
        store.update({ id: idOf(1), details: detailsOf({ name }), revision: 1, updatedAt: new Date() });
      const outcomes = (await Promise.all([update('one'), update('other')])).map(({ outcome }) => outcome);
      expect(outcomes.toSorted()).toEqual(['changed-meanwhile', 'updated']);
    });

    it('says why it takes no update', async () => {
      await store.create(productOf(1));
      await store.create(productOf(2));
      const update = async (id: string, details = detailsOf()) =>
        (await store.update({ id, details, revision: 1, updatedAt: new Date() })).outcome;
      expect(await update(idOf(9))).toBe('unknown-product');
      expect(await update(idOf(2), detailsOf({ sku: 'SKU-1' }))).toBe('sku-taken');
      expect(await update(idOf(2), detailsOf({ category: 'shoes' }))).toBe('unknown-category');
    });

    it('makes and renames categories and lists them by name', async () => {
      expect(await store.putCategory({ id: 'cups', name: 'Cups' })).toBe('created');
      expect(await store.putCategory({ id: 'coffee', name: 'Whole beans' })).toBe('renamed');
      expect(await store.categories()).toEqual([
        { id: 'cups', name: 'Cups' },
        { id: 'tea', name: 'Tea' },
        { id: 'coffee', name: 'Whole beans' },
      ]);
    });
  });
}
