import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { idOf, productOf } from './support/a-product.ts';
import { expectRefusal } from './support/refusal.ts';
import { type StartedCatalog, startCatalog } from './support/started-catalog.ts';

let catalog: StartedCatalog;
beforeEach(async () => {
  catalog = await startCatalog();
  for (const number of [1, 2, 3]) {
    await catalog.products.create(productOf(number, { name: `Product ${number}` }));
  }
});
afterEach(async () => {
  await catalog.close();
});

describe('best sellers', () => {
  it('are what sold most in thirty days', async () => {
    const day = (ago: number) => new Date(catalog.clock.now() - ago * 86_400_000);
    await catalog.sales.add([
      { productId: idOf(1), day: day(31), quantity: 100 },
      { productId: idOf(2), day: day(29), quantity: 2 },
      { productId: idOf(3), day: day(0), quantity: 5 },
    ]);
    const { status, headers, body } = await catalog.ask('GET', '/v1/best-sellers');
    expect({ status, cache: headers['cache-control'] }).toEqual({ status: 200, cache: 'public, max-age=60' });
    expect(body.products).toEqual([
      {
        productId: idOf(3),
        title: 'Product 3',
        sold: 5,
        _links: { product: { href: `/v2/products/${idOf(3)}` } },
      },
      {
        productId: idOf(2),
        title: 'Product 2',
        sold: 2,
        _links: { product: { href: `/v2/products/${idOf(2)}` } },
      },
    ]);
    expect((await catalog.ask('GET', '/v1/best-sellers?limit=1')).body.products).toHaveLength(1);
  });

  it('are none in a shop that sold nothing', async () => {
    expect((await catalog.ask('GET', '/v1/best-sellers')).body.products).toEqual([]);
  });

  it.each(['0', '51', 'all', '1.5'])('are not told %s at a time', async (limit) => {
    expectRefusal(await catalog.ask('GET', `/v1/best-sellers?limit=${limit}`), 400);
  });
});
