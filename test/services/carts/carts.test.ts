import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { unavailable } from '../../../services/kit/problems/problem.ts';
import type { AnswerBody } from '../catalog/support/catalog-client.ts';
import { coffee, cup, tea } from './support/an-item.ts';
import { type StartedCarts, startCarts } from './support/started-carts.ts';

const kim = { subject: '5f0e6a52-0000-4000-8000-000000000001' };
const max = { subject: '5f0e6a52-0000-4000-8000-000000000002' };
const dayMs = 86_400_000;
let carts: StartedCarts;
beforeAll(async () => {
  carts = await startCarts();
});
afterAll(async () => {
  await carts.close();
});
beforeEach(() => {
  carts.shelf.problem = undefined;
  for (const product of [coffee, tea, cup]) carts.shelf.put(product);
});

async function guestCart() {
  const { body, headers } = await carts.ask('POST', '/v1/carts');
  return { id: String(body.id), href: String(headers.location), etag: String(headers.etag) };
}
const put = (href: string, product: string, quantity: number, etag: string, as?: typeof kim) =>
  carts.ask('PUT', `${href}/items/${product}`, {
    body: { quantity },
    headers: { 'if-match': etag },
    ...(as === undefined ? {} : { as }),
  });
const itemsOf = (body: AnswerBody) =>
  (body.items as { productId: string; quantity: number }[]).map(({ productId, quantity }) => [
    productId,
    quantity,
  ]);

describe("a guest's cart", () => {
  it('is made with an id that nobody guesses, and leads to everything it can do', async () => {
    const { status, headers, body } = await carts.ask('POST', '/v1/carts');
    expect(status).toBe(201);
    expect(body).toMatchObject({ id: expect.stringMatching(/^g[\w-]{32}$/), items: [], itemCount: 0 });
    expect(headers).toMatchObject({ location: `/v1/carts/${body.id}`, 'cache-control': 'no-store' });
    expect(Object.keys(body._links)).toEqual(['self', 'put-item', 'products', 'merge']);
    const read = await carts.ask('GET', body._links.self?.href ?? '');
    expect(read).toMatchObject({ status: 200, body, headers: { etag: headers.etag } });
    const again = await carts.ask('GET', `/v1/carts/${body.id}`, {
      headers: { 'if-none-match': String(headers.etag) },
    });
    expect(again.status).toBe(304);
  });

  it('takes items at the prices of the catalog and adds them up', async () => {
    const { href, etag } = await guestCart();
    const first = await put(href, tea, 2, etag);
    const second = await put(href, coffee, 3, String(first.headers.etag));
    expect(second).toMatchObject({
      status: 200,
      body: {
        items: [
          {
            productId: tea,
            title: 'Product 2',
            quantity: 2,
            unitPrice: { amount: 1290, currency: 'EUR' },
            lineTotal: { amount: 2580, currency: 'EUR' },
          },
          { productId: coffee, quantity: 3 },
        ],
        itemCount: 5,
        total: { amount: 6450, currency: 'EUR' },
      },
    });
    const less = await carts.ask('DELETE', `${href}/items/${tea}`, {
      headers: { 'if-match': String(second.headers.etag) },
    });
    expect(itemsOf(less.body)).toEqual([[coffee, 3]]);
  });

  it('is changed only by who has seen it as it is: 428 without If-Match, 412 with an old one', async () => {
    const { href, etag } = await guestCart();
    const blind = await carts.ask('PUT', `${href}/items/${tea}`, { body: { quantity: 1 } });
    expect(blind.status).toBe(428);
    await put(href, tea, 1, etag);
    for (const stale of [etag, 'W/"1-1"', '"2-3"', 'nothing', `${etag}, "1-7"`]) {
      const { status } = await put(href, tea, 2, stale);
      expect({ stale, status }).toEqual({ stale, status: 412 });
    }
    expect((await put(href, tea, 5, '*')).status).toBe(200);
  });

  it('takes no product that is not there, and none in another currency', async () => {
    const { href, etag } = await guestCart();
    const unknown = await put(href, '01940000-0000-7000-8000-00000000dead', 1, etag);
    expect(unknown).toMatchObject({ status: 422, body: { detail: expect.stringContaining('no product') } });
    carts.shelf.put(cup, { currency: 'USD' });
    expect((await put(href, cup, 1, etag)).status).toBe(422);
  });

  it.each([0, -1, 101, 1.5, '2', null])('takes no quantity of %p', async (quantity) => {
    const { href, etag } = await guestCart();
    const answer = await carts.ask('PUT', `${href}/items/${tea}`, {
      body: { quantity },
      headers: { 'if-match': etag },
    });
    expect(answer.status).toBe(422);
  });

  it('lapses a week after its last use', async () => {
    const { href } = await guestCart();
    await carts.clock.advance(6 * dayMs);
    expect((await carts.ask('GET', href)).status).toBe(200);
    await carts.clock.advance(6 * dayMs);
    expect((await carts.ask('GET', href)).status).toBe(200);
    await carts.clock.advance(7 * dayMs);
    expect((await carts.ask('GET', href)).status).toBe(404);
    await carts.close();
    carts = await startCarts();
  });

  it('is not filled while catalog is away, and can still be read and emptied', async () => {
    const { href, etag } = await guestCart();
    const filled = await put(href, tea, 1, etag);
    carts.shelf.problem = unavailable('catalog has been failing and is given a rest');
    expect((await put(href, coffee, 1, String(filled.headers.etag))).status).toBe(503);
    expect((await carts.ask('GET', href)).status).toBe(200);
    expect((await carts.ask('DELETE', href)).status).toBe(204);
    expect((await carts.ask('GET', href)).body.items).toEqual([]);
  });
});

describe("a user's cart", () => {
  it('is always there, and is one however often it is asked for', async () => {
    const one = await carts.ask('GET', '/v1/carts/mine', { as: kim });
    expect(one).toMatchObject({
      status: 200,
      body: { id: expect.stringMatching(/^u[\w-]{32}$/), items: [] },
    });
    expect(one.body._links).not.toHaveProperty('merge');
    const { href } = one.body._links.self ?? { href: '' };
    const filled = await put(href, tea, 2, String(one.headers.etag), kim);
    expect(filled.status).toBe(200);
    expect((await carts.ask('GET', '/v1/carts/mine', { as: kim })).body).toEqual(filled.body);
  });

  it('is there for nobody else, by any way in', async () => {
    const own = await carts.ask('GET', '/v1/carts/mine', { as: max });
    const { href } = own.body._links.self ?? { href: '' };
    await put(href, tea, 2, '*', max);
    for (const as of [kim, undefined, { subject: max.subject.toUpperCase() }, { ...kim, roles: ['staff'] }]) {
      const who = as === undefined ? {} : { as };
      const answers = await Promise.all([
        carts.ask('GET', href, who),
        carts.ask('DELETE', href, who),
        carts.ask('POST', `${href}/checkout-view`, who),
        carts.ask('PUT', `${href}/items/${tea}`, {
          ...who,
          body: { quantity: 9 },
          headers: { 'if-match': '*' },
        }),
        carts.ask('DELETE', `${href}/items/${tea}`, { ...who, headers: { 'if-match': '*' } }),
      ]);
      expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404]);
    }
    expect(itemsOf((await carts.ask('GET', href, { as: max })).body)).toEqual([[tea, 2]]);
  });

  it('needs a token', async () => {
    expect((await carts.ask('GET', '/v1/carts/mine')).status).toBe(401);
    const body = { cartId: (await guestCart()).id };
    expect((await carts.ask('POST', '/v1/carts/mine/merge', { body })).status).toBe(401);
  });

  it("takes over a guest's cart at sign-in, once", async () => {
    const eva = { subject: 'eva' };
    const { id, href, etag } = await guestCart();
    await put(href, tea, 2, etag);
    const merge = () => carts.ask('POST', '/v1/carts/mine/merge', { as: eva, body: { cartId: id } });
    const [one, other] = await Promise.all([merge(), merge()]);
    expect([one.status, other.status]).toEqual([200, 200]);
    const third = await merge();
    expect(third.body).toMatchObject({ left: [], items: [{ productId: tea, quantity: 2 }] });
    expect((await carts.ask('GET', href)).status).toBe(404);
  });

  it("takes over no other user's cart", async () => {
    const theirs = await carts.ask('GET', '/v1/carts/mine', { as: max });
    const answer = await carts.ask('POST', '/v1/carts/mine/merge', {
      as: kim,
      body: { cartId: theirs.body.id },
    });
    expect(answer.status).toBe(422);
  });
});
