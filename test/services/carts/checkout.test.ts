import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createServiceToken } from '../../../services/kit/auth/service-token.ts';
import { badGateway } from '../../../services/kit/problems/problem.ts';
import { coffee, cup, tea } from './support/an-item.ts';
import { ordersSecret, type StartedCarts, startCarts } from './support/started-carts.ts';

const kim = { subject: '5f0e6a52-0000-4000-8000-000000000001' };
let carts: StartedCarts;
let href: string;
beforeAll(async () => {
  carts = await startCarts();
});
afterAll(async () => {
  await carts.close();
});
beforeEach(async () => {
  carts.shelf.problem = undefined;
  carts.shelf.onLook = async () => {};
  for (const product of [coffee, tea, cup]) carts.shelf.put(product);
  href = String((await carts.ask('POST', '/v1/carts')).headers.location);
});

const put = (product: string, quantity: number) =>
  carts.ask('PUT', `${href}/items/${product}`, { body: { quantity }, headers: { 'if-match': '*' } });
const view = () => carts.ask('POST', `${href}/checkout-view`);

describe('the view at checkout', () => {
  it('is ready where all is as the shopper was told', async () => {
    await put(tea, 2);
    const { headers } = await put(coffee, 1);
    const answer = await view();
    expect(answer).toMatchObject({
      status: 200,
      headers: { etag: headers.etag },
      body: {
        ready: true,
        total: { amount: 3870, currency: 'EUR' },
        items: [
          { productId: tea, state: 'unchanged', lineTotal: { amount: 2580, currency: 'EUR' } },
          { productId: coffee, state: 'unchanged' },
        ],
        _links: { 'place-order': { href: '/v1/orders', method: 'POST' } },
      },
    });
  });

  it('tells a new price, and remembers that it was told', async () => {
    await put(tea, 2);
    const old = await put(coffee, 1);
    carts.shelf.put(tea, { amount: 1500 });
    const first = await view();
    expect(first.body).toMatchObject({
      ready: false,
      total: { amount: 4290 },
      items: [
        {
          state: 'price-changed',
          unitPrice: { amount: 1500 },
          previousPrice: { amount: 1290, currency: 'EUR' },
        },
        { state: 'unchanged' },
      ],
    });
    expect(first.body._links).not.toHaveProperty('place-order');
    expect(first.headers.etag).not.toBe(old.headers.etag);
    const second = await view();
    expect(second).toMatchObject({ body: { ready: true }, headers: { etag: first.headers.etag } });
    expect(second.body.items).not.toContainEqual(
      expect.objectContaining({ previousPrice: expect.anything() }),
    );
    expect((await carts.ask('GET', href)).headers.etag).toBe(first.headers.etag);
  });

  it('tells what is missing and what is too little, and pays for none that is missing', async () => {
    await put(tea, 2);
    await put(coffee, 11);
    await put(cup, 1);
    carts.shelf.products.delete(tea);
    carts.shelf.put(cup, { available: undefined });
    expect((await view()).body).toMatchObject({
      ready: false,
      total: { amount: 12 * 1290 },
      items: [
        { productId: tea, state: 'missing', title: 'Product 2' },
        { productId: coffee, state: 'not-enough-stock', available: 10 },
        { productId: cup, state: 'unchanged' },
      ],
    });
  });

  it('looks again where the cart changed meanwhile, and gives up where it never rests', async () => {
    await put(tea, 1);
    carts.shelf.put(tea, { amount: 1 });
    let looks = 0;
    carts.shelf.onLook = async () => {
      looks += 1;
      carts.shelf.onLook = async () => {};
      await put(coffee, 1);
    };
    expect((await view()).body.items).toMatchObject([{ state: 'price-changed' }, { state: 'unchanged' }]);
    expect(looks).toBe(1);
    const restless = async () => {
      carts.shelf.onLook = async () => {};
      await put(cup, (looks++ % 5) + 1);
      carts.shelf.put(tea, { amount: 100 + looks });
      carts.shelf.onLook = restless;
    };
    carts.shelf.onLook = restless;
    expect((await view()).status).toBe(409);
  });

  it('of an empty cart is not ready', async () => {
    expect((await view()).body).toMatchObject({ ready: false, items: [], total: { amount: 0 } });
  });

  it('fails where catalog cannot say', async () => {
    await put(tea, 1);
    carts.shelf.problem = badGateway('catalog could not be reached');
    expect((await view()).status).toBe(502);
  });
});

describe('clearing', () => {
  const ordersToken = () => createServiceToken({ self: 'orders', secrets: { carts: ordersSecret } })('carts');

  it('empties the cart once the order is placed, and leaves what was put in since', async () => {
    await put(tea, 1);
    const { etag } = (await view()).headers;
    await put(coffee, 1);
    const late = await carts.ask('DELETE', href, { headers: { 'if-match': String(etag) } });
    expect(late.status).toBe(412);
    const now = String((await view()).headers.etag);
    expect((await carts.ask('DELETE', href, { headers: { 'if-match': now } })).status).toBe(204);
    expect((await carts.ask('GET', href)).body.items).toEqual([]);
  });

  it('of a cart that lapsed is done already', async () => {
    expect((await carts.ask('DELETE', `/v1/carts/g${'A'.repeat(32)}`)).status).toBe(204);
  });

  it("is what orders may do with a user's cart on its own account, and all it may do", async () => {
    const own = await carts.ask('GET', '/v1/carts/mine', { as: kim });
    href = own.body._links.self?.href ?? '';
    await carts.ask('PUT', `${href}/items/${tea}`, {
      as: kim,
      body: { quantity: 1 },
      headers: { 'if-match': '*' },
    });
    const headers = { authorization: `Bearer ${ordersToken()}` };
    expect((await carts.ask('GET', href, { headers })).status).toBe(404);
    expect((await carts.ask('GET', '/v1/carts/mine', { headers })).status).toBe(403);
    expect((await carts.ask('DELETE', href, { headers })).status).toBe(204);
    expect((await carts.ask('GET', href, { as: kim })).body.items).toEqual([]);
  });
});
