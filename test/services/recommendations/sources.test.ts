import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createServiceClient, type ServiceClient } from '../../../services/kit/clients/service-client.ts';
import type { RequestContext } from '../../../services/kit/http/request-context.ts';
import { CatalogBestSellers } from '../../../services/recommendations/best-sellers.ts';
import { CartsCartContents } from '../../../services/recommendations/cart-contents.ts';
import { createFakeClock } from '../kit/support/fake-clock.ts';
import { recordedLog } from '../kit/support/recorded-log.ts';
import { type StartedUpstream, startUpstream } from '../kit/support/start-upstream.ts';
import { beans, tea } from './support/products.ts';

const { log } = recordedLog();
const context = {
  traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
  correlationId: 'one',
  authorization: 'Bearer of-the-shopper',
  remainingMs: () => 1000,
  log,
} as RequestContext;
const cart = `g${'A'.repeat(32)}`;
let upstream: StartedUpstream;
let client: ServiceClient;
beforeEach(async () => {
  upstream = await startUpstream((_request, response) => response.end());
  client = createServiceClient({ name: 'upstream', url: upstream.url, timeoutMs: 500, capacity: 4, log });
});
afterEach(async () => {
  await client.close();
  await upstream.close();
});

const answer = (value: unknown, status = 200) => {
  upstream.handler = (_request, response) => {
    response.statusCode = status;
    response.end(JSON.stringify(value));
  };
};
const sellers = (...products: readonly string[]) => ({
  products: products.map((productId) => ({ productId, title: 'Any', sold: 3 })),
});

describe('the best sellers of catalog', () => {
  it('are asked for once a minute', async () => {
    const clock = createFakeClock();
    const best = new CatalogBestSellers(client, clock);
    answer(sellers(tea, beans));
    expect(await best.list(context)).toEqual([tea, beans]);
    answer(sellers(beans));
    expect(await best.list(context)).toEqual([tea, beans]);
    expect(upstream.requests).toBe(1);
    await clock.advance(60_000);
    expect(await best.list(context)).toEqual([beans]);
  });

  it.each([
    ['cannot answer', 503, {}],
    ['answers otherwise', 200, { products: 'many' }],
    ['refuses', 404, {}],
  ])('stay as they were while catalog %s', async (_what, status, value) => {
    const clock = createFakeClock();
    const best = new CatalogBestSellers(client, clock);
    answer(sellers(tea));
    await best.list(context);
    await clock.advance(60_000);
    answer(value, status);
    expect(await best.list(context)).toEqual([tea]);
    answer(sellers(beans));
    await clock.advance(60_000);
    expect(await best.list(context)).toEqual([beans]);
  });

  it('are none where catalog never told any', async () => {
    await upstream.close();
    expect(await new CatalogBestSellers(client, createFakeClock()).list(context)).toEqual([]);
  });
});

describe('what is in a cart', () => {
  it("is what carts say to the shopper's own credentials", async () => {
    let asked: unknown;
    upstream.handler = ({ url, headers }, response) => {
      asked = { url, authorization: headers.authorization };
      response.end(JSON.stringify({ id: cart, items: [{ productId: tea, quantity: 2 }] }));
    };
    expect(await new CartsCartContents(client).of(cart, context)).toEqual([tea]);
    expect(asked).toEqual({ url: `/v1/carts/${cart}`, authorization: context.authorization });
  });

  it('is nothing for whoever may not see it', async () => {
    answer({}, 404);
    await expect(new CartsCartContents(client).of(cart, context)).rejects.toMatchObject({ status: 404 });
  });

  it.each([
    ['cannot answer', 503, {}],
    ['answer otherwise', 200, { items: [tea] }],
  ])('is unknown where carts %s', async (_what, status, value) => {
    answer(value, status);
    expect(await new CartsCartContents(client).of(cart, context)).toBeUndefined();
  });
});
