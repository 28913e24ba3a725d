import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { idOf, productOf } from './support/a-product.ts';
import { expectNoFailure } from './support/refusal.ts';
import { type StartedCatalog, startCatalog } from './support/started-catalog.ts';

let catalog: StartedCatalog;
beforeAll(async () => {
  catalog = await startCatalog();
  for (const number of [1, 2, 3]) await catalog.products.create(productOf(number));
});
afterAll(async () => {
  await catalog.close();
});
afterEach(() => {
  expect(catalog.lines.filter(({ level }) => level === 'error')).toEqual([]);
});

const names = fc.constantFrom('q', 'id', 'category', 'priceFrom', 'priceTo', 'limit', 'cursor', '__proto__');
const values = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }).map((text) => text.toWellFormed()),
  fc.integer().map(String),
  fc.double().map(String),
  fc.constantFrom(idOf(1), 'sidamo', 'coffee', '0', '1', '100000001', '99999999999999999999', 'null'),
);

describe('a query', () => {
  it.each(['/v2/products', '/v1/products', '/v1/best-sellers'])(
    'of any names and values does not fail %s',
    (path) =>
      fc.assert(
        fc.asyncProperty(fc.array(fc.tuple(names, values), { maxLength: 5 }), async (pairs) => {
          const query = pairs.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
          expectNoFailure(await catalog.ask('GET', `${path}?${query}`));
        }),
        { numRuns: 50 },
      ),
  );
});
