import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createTestTokens } from '../../support/tokens.ts';
import { detailsOf } from './support/a-product.ts';
import { staff } from './support/catalog-client.ts';
import { type CatalogDatabase, createCatalogDatabase } from './support/catalog-database.ts';
import { type CatalogTask, startCatalogTask } from './support/catalog-task.ts';
import { expectNoFailure, expectRefusal } from './support/refusal.ts';

let catalog: CatalogDatabase;
let task: CatalogTask;
beforeAll(async () => {
  catalog = await createCatalogDatabase();
  const cachePrefix = `catalog-${randomBytes(4).toString('hex')}:`;
  task = await startCatalogTask({
    database: catalog.configuration,
    cachePrefix,
    tokens: await createTestTokens(),
  });
  await task.ask('PUT', '/v1/categories/coffee', { as: staff, body: { name: 'Coffee' } });
  await task.ask('POST', '/v1/products', { as: staff, body: detailsOf() });
});
afterAll(async () => {
  expect((await task.ask('GET', '/health/ready')).status).toBe(200);
  await task.close();
  await catalog.drop();
});

const newSku = () => randomUUID().slice(0, 18).toUpperCase();

describe('what the database is given', () => {
  it('comes back as it was sent, whatever the text', () =>
    fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'binary', minLength: 1, maxLength: 120 }),
        fc.string({ unit: 'binary', maxLength: 2000 }),
        async (name, description) => {
          fc.pre(name.trim() !== '');
          const body = { ...detailsOf({ sku: newSku() }), name, description };
          const made = await task.ask('POST', '/v1/products', { as: staff, body });
          expect(made.status).toBe(201);
          const read = await task.ask('GET', String(made.headers.location));
          expect(read.body).toMatchObject({ name, description });
        },
      ),
      { numRuns: 80 },
    ));

  it('fits its columns to the last character and the greatest number', async () => {
    const largest = {
      sku: 'Z'.repeat(32),
      name: '😀'.repeat(120),
      description: '\u{10ffff}'.repeat(2000),
      category: 'coffee',
      price: { amount: 100_000_000, currency: 'XXX' },
    };
    const made = await task.ask('POST', '/v1/products', { as: staff, body: largest });
    expect(made).toMatchObject({ status: 201, body: largest });
    const id = `c${'x'.repeat(39)}`;
    const category = await task.ask('PUT', `/v1/categories/${id}`, {
      as: staff,
      body: { name: '😀'.repeat(80) },
    });
    expect(category.status).toBe(201);
    const stock = await task.ask('PUT', `${made.headers.location}/stock`, {
      as: staff,
      body: { onHand: 1_000_000 },
    });
    expect(stock.body.available).toBe(1_000_000);
  });

  it('is no operator of a search, whatever the words', () => {
    const operators = fc.constantFrom(
      '+',
      '-',
      '*',
      '"',
      '(',
      ')',
      '<',
      '>',
      '~',
      '@',
      "'",
      '%',
      '\\',
      '\0',
      ';',
      ' ',
    );
    const words = fc.array(fc.oneof(operators, fc.constant('sidamo'), fc.string({ unit: 'binary' })), {
      maxLength: 12,
    });
    return fc.assert(
      fc.asyncProperty(words, async (parts) => {
        const q = parts.join('').toWellFormed();
        expectNoFailure(await task.ask('GET', `/v1/products?q=${encodeURIComponent(q)}`));
      }),
      { numRuns: 150 },
    );
  });

  it('is no category and no cursor that it does not know', async () => {
    expect((await task.ask('GET', '/v1/products?category=nothing')).body.products).toEqual([]);
    expectRefusal(await task.ask('GET', `/v1/products?cursor=${'A'.repeat(200)}`), 400);
  });

  it('is no holder with a longer name than there is room for', async () => {
    const { body } = await task.ask('GET', '/v1/products?limit=1');
    const [first] = body.products as { id: string }[];
    await task.ask('PUT', `/v1/products/${first?.id}/stock`, { as: staff, body: { onHand: 10 } });
    const reserve = (subject: string) =>
      task.ask('PUT', `/v1/reservations/${randomUUID()}`, {
        as: { subject },
        body: { items: [{ productId: first?.id, quantity: 1 }] },
      });
    expect((await reserve('é'.repeat(255))).status).toBe(201);
    expectRefusal(await reserve('s'.repeat(256)), 403);
  });
});
