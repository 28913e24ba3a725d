import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Compile } from 'typebox/compile';
import { recommendationsSchema } from '../../../services/recommendations/recommendation.schema.ts';
import type { AnswerBody } from '../catalog/support/catalog-client.ts';
import { expectNoFailure, expectRefusal } from '../catalog/support/refusal.ts';
import { beans, cups, grinder, kettle, tea } from './support/products.ts';
import { type StartedRecommendations, startRecommendations } from './support/started-recommendations.ts';

const cart = `g${'A'.repeat(32)}`;
let recommendations: StartedRecommendations;
beforeEach(async () => {
  recommendations = await startRecommendations();
});
afterEach(async () => {
  expect(recommendations.lines.filter(({ level }) => level === 'error')).toEqual([]);
  await recommendations.close();
});

const ordered = (...products: readonly string[]) =>
  recommendations.companions.learn(
    { id: randomUUID(), occurredAt: new Date(recommendations.clock.now()).toISOString() },
    products,
  );
const ask = (query: string) => recommendations.ask('GET', `/v1/recommendations?${query}`);
const productsOf = (body: AnswerBody) =>
  (body.products as { productId: string }[]).map(({ productId }) => productId);

describe('recommendations', () => {
  it('of a product are what was bought with it most', async () => {
    await ordered(beans, grinder, cups);
    await ordered(beans, grinder);
    const { status, headers, body } = await ask(`product=${beans}`);
    expect(status).toBe(200);
    expect(productsOf(body)).toEqual([grinder, cups]);
    expect(body).toMatchObject({
      degraded: false,
      products: [{ _links: { product: { href: `/v2/products/${grinder}` } } }, {}],
      _links: { self: { href: `/v1/recommendations?product=${beans}&limit=8` } },
    });
    expect(headers['cache-control']).toBe('public, max-age=60');
    expect([...Compile(recommendationsSchema).Errors(body)]).toEqual([]);
    expect(productsOf((await ask(`product=${beans}&limit=1`)).body)).toEqual([grinder]);
  });

  it('of a cart are what goes with all that is in it, and none of that', async () => {
    await ordered(beans, cups);
    await ordered(beans, kettle);
    await ordered(grinder, kettle);
    await ordered(beans, grinder);
    recommendations.carts.set(cart, [beans, grinder]);
    const { body, headers } = await ask(`cart=${cart}`);
    expect({ products: productsOf(body), degraded: body.degraded }).toEqual({
      products: [kettle, cups],
      degraded: false,
    });
    expect(headers['cache-control']).toBe('no-store');
  });

  it('are best sellers where nothing is known, and say so', async () => {
    recommendations.state.bestSellers = [tea, beans, cups];
    const { body, headers } = await ask(`product=${beans}`);
    expect({ products: productsOf(body), degraded: body.degraded }).toEqual({
      products: [tea, cups],
      degraded: true,
    });
    expect(headers['cache-control']).toBe('no-store');
  });

  it('are best sellers where the cache is away', async () => {
    await ordered(beans, grinder);
    recommendations.state.bestSellers = [tea];
    recommendations.state.away = true;
    const { body } = await ask(`product=${beans}`);
    expect({ products: productsOf(body), degraded: body.degraded }).toEqual({
      products: [tea],
      degraded: true,
    });
    recommendations.state.away = false;
    expect((await ask(`product=${beans}`)).body.degraded).toBe(false);
  });

  it('are best sellers where what is known takes too long', async () => {
    recommendations.state.bestSellers = [tea];
    recommendations.state.slow = true;
    const asking = ask(`product=${beans}`);
    let done = false;
    void asking.finally(() => {
      done = true;
    });
    while (!done) await recommendations.clock.advance(50);
    expect((await asking).body).toMatchObject({ degraded: true, products: [{ productId: tea }] });
  });

  it('are best sellers where carts cannot say what is in it', async () => {
    recommendations.state.bestSellers = [tea];
    recommendations.carts.set(cart, undefined);
    expect((await ask(`cart=${cart}`)).body).toMatchObject({ degraded: true });
  });

  it('are none where even best sellers are unknown', async () => {
    expect((await ask(`product=${beans}`)).body).toMatchObject({ degraded: true, products: [] });
  });

  it("are not told of a cart that is not the caller's", async () => {
    recommendations.state.bestSellers = [tea];
    expectRefusal(await ask(`cart=u${'B'.repeat(32)}`), 404);
  });

  it('are of a product or of a cart, not of both or of nothing', async () => {
    expectRefusal(await ask(''), 400);
    expectRefusal(await ask(`product=${beans}&cart=${cart}`), 400);
    expectRefusal(await ask(`product=${beans}&product=${tea}`), 400);
    for (const limit of ['0', '21', 'many', '-1', '1e1']) {
      expectRefusal(await ask(`product=${beans}&limit=${limit}`), 400);
    }
  });

  it('fail at no query', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.tuple(
            fc.constantFrom('product', 'cart', 'limit', '__proto__', 'x'),
            fc.oneof(fc.constantFrom(beans, cart, '5'), fc.string({ unit: 'binary', maxLength: 50 })),
          ),
          { maxLength: 4 },
        ),
        async (pairs) => {
          const query = pairs.map(([name, value]) => `${name}=${encodeURIComponent(value.toWellFormed())}`);
          expectNoFailure(await ask(query.join('&')));
        },
      ),
      { numRuns: 60 },
    ));
});
