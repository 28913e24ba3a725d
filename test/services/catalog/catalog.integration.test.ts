import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { MysqlProductStore } from '../../../services/catalog/mysql-product-store.ts';
import { MysqlSalesStore } from '../../../services/catalog/mysql-sales-store.ts';
import { MysqlStockStore } from '../../../services/catalog/mysql-stock-store.ts';
import { seed } from '../../../services/catalog/seed.ts';
import { systemClock } from '../../../services/kit/time/clock.ts';
import { createTestTokens, type TestTokens } from '../../support/tokens.ts';
import { detailsOf } from './support/a-product.ts';
import { type AnswerBody, type CatalogAnswer, staff } from './support/catalog-client.ts';
import { type CatalogDatabase, createCatalogDatabase } from './support/catalog-database.ts';
import { type CatalogTask, startCatalogTask } from './support/catalog-task.ts';

let catalog: CatalogDatabase;
let tokens: TestTokens;
beforeAll(async () => {
  catalog = await createCatalogDatabase();
  tokens = await createTestTokens();
});
afterAll(async () => {
  await catalog.drop();
});

const seeded = () =>
  seed({
    products: new MysqlProductStore(catalog.database),
    stock: new MysqlStockStore(catalog.database),
    sales: new MysqlSalesStore(catalog.database),
    clock: systemClock,
  });

let one: CatalogTask;
let other: CatalogTask;
beforeEach(async () => {
  await seeded();
  const cachePrefix = `catalog-${randomBytes(4).toString('hex')}:`;
  const parts = { database: catalog.configuration, cachePrefix, tokens };
  [one, other] = await Promise.all([startCatalogTask(parts), startCatalogTask(parts)]);
});
afterEach(async () => {
  await Promise.all([one.close(), other.close()]);
});

const productsIn = ({ body }: CatalogAnswer) => body.products as AnswerBody[];
const someProduct = async (skip = 0) => {
  const product = productsIn(await one.ask('GET', '/v1/products?limit=100'))[skip];
  return String(product?._links.self?.href);
};
const change = async (task: CatalogTask, path: string, name: string) => {
  const { headers, body } = await task.ask('GET', path);
  const { sku, description, category, price } = body;
  return await task.ask('PUT', path, {
    as: staff,
    headers: { 'if-match': String(headers.etag) },
    body: { sku, description, category, price, name },
  });
};
/** Reads until a read comes from the cache, which is filled behind the first answer's back. */
const readUntilCached = async (task: CatalogTask, path: string): Promise<CatalogAnswer> => {
  for (const _ of Array(200)) {
    const before = task.loads();
    const answer = await task.ask('GET', path);
    if (task.loads() === before) return answer;
    await setTimeout(10);
  }
  throw new Error(`${path} was read 200 times and never came from the cache`);
};

describe('the demonstration catalogue', () => {
  it('is there once, however often it is seeded', async () => {
    expect(await seeded()).toEqual({ added: 0 });
    const skus: unknown[] = [];
    for (let path: string | undefined = '/v2/products?limit=100'; path !== undefined; ) {
      const page = await one.ask('GET', path);
      skus.push(...productsIn(page).map(({ sku }) => sku));
      path = page.body._links.next?.href;
    }
    expect([skus.length, new Set(skus).size]).toEqual([200, 200]);
  });

  it('is found by its words, with or without their accents', async () => {
    const names = async (q: string) =>
      productsIn(await one.ask('GET', `/v1/products?q=${encodeURIComponent(q)}`)).map(({ name }) => name);
    expect(await names('cafe')).toEqual(['Café syrup with vanilla']);
    expect(await names('green tea whisk')).toEqual(['Matcha ceremonial']);
    expect(await names('"green +tea* -whisk" @3 ~(<>)')).toEqual(['Matcha ceremonial']);
  });
});

describe('the facets of a search', () => {
  it('count what there is, and lead to it', async () => {
    const { body } = await one.ask('GET', '/v2/products?q=espresso&limit=100');
    const facets = body.facets as Record<string, { count: number; _links: AnswerBody['_links'] }[]>;
    for (const facet of ['categories', 'prices']) {
      const counts = facets[facet]?.map(({ count }) => count) ?? [];
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(
        productsIn({ body } as CatalogAnswer).length,
      );
      for (const { count, _links } of facets[facet] ?? []) {
        expect(productsIn(await one.ask('GET', _links.products?.href ?? ''))).toHaveLength(count);
      }
    }
    expect(facets.categories?.length).toBeGreaterThan(1);
  });
});

describe('two tasks', () => {
  it('both show a change at once', async () => {
    const path = await someProduct();
    await Promise.all([one.ask('GET', path), other.ask('GET', path)]);
    const name = `Renamed ${randomUUID()}`;
    expect((await change(one, path, name)).status).toBe(200);
    const seen = await Promise.all([one.ask('GET', path), other.ask('GET', path)]);
    expect(seen.map(({ body }) => body.name)).toEqual([name, name]);
  });

  it('ask the database once for a product that many want at the same moment', async () => {
    const path = await someProduct(1);
    const answers = await Promise.all(Array.from({ length: 50 }, () => one.ask('GET', path)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(one.loads()).toBe(1);
    expect((await readUntilCached(other, path)).text).toBe(answers[0]?.text);
  });

  it('sell no piece twice', async () => {
    const stock = `${await someProduct(2)}/stock`;
    const { body } = await one.ask('GET', stock);
    const level = await one.ask('PUT', stock, { as: staff, body: { onHand: 30 } });
    expect(level.body.available).toBe(30);
    const answers = await Promise.all(
      Array.from({ length: 90 }, (_, index) =>
        (index % 2 === 0 ? one : other).ask('PUT', `/v1/reservations/${randomUUID()}`, {
          as: { subject: `shopper-${index}` },
          body: { items: [{ productId: body.productId, quantity: 1 }] },
        }),
      ),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(30);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(60);
    expect((await other.ask('GET', stock)).body.available).toBe(0);
  });
});

describe('an outage', () => {
  it('of the cache costs time, no answer, and ends by itself', async () => {
    const path = await someProduct();
    one.cache.cut();
    expect((await one.ask('GET', path)).status).toBe(200);
    const name = `Renamed ${randomUUID()}`;
    expect((await change(one, path, name)).status).toBe(200);
    expect((await one.ask('GET', path)).body.name).toBe(name);
    expect((await one.ask('GET', '/health/ready')).status).toBe(200);
    one.cache.mend();
    expect((await readUntilCached(one, path)).body.name).toBe(name);
  });

  it('of the database leaves products of /v2 too, without their stock once that is no longer known', async () => {
    const path = (await someProduct(4)).replace('/v1/', '/v2/');
    const before = await readUntilCached(one, path);
    expect(before.body.availability).toMatchObject({ available: expect.any(Number) });
    one.database.cut();
    const answer = await one.ask('GET', path);
    expect(answer).toMatchObject({ status: 200, body: { title: before.body.title } });
    expect(['in-stock', 'few-left', 'unknown']).toContain(
      (answer.body.availability as { state: string }).state,
    );
    one.database.mend();
  });

  it('of the database leaves the products that were read before', async () => {
    const [path, unread] = [await someProduct(), await someProduct(3)];
    const before = await readUntilCached(one, path);
    one.database.cut();
    expect(await one.ask('GET', path)).toMatchObject({ status: 200, text: before.text });
    const refused = await one.ask('GET', unread);
    expect(refused.status).toBe(503);
    expect(refused.headers).toHaveProperty('retry-after');
    const made = await one.ask('POST', '/v1/products', { as: staff, body: detailsOf() });
    expect(made.status).toBe(503);
    expect((await one.ask('GET', '/health/ready')).status).toBe(200);
    one.database.mend();
    expect((await one.ask('GET', unread)).status).toBe(200);
  });
});
