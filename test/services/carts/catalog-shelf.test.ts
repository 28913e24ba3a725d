import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CatalogShelf } from '../../../services/carts/catalog-shelf.ts';
import { createServiceClient, type ServiceClient } from '../../../services/kit/clients/service-client.ts';
import type { RequestContext } from '../../../services/kit/http/request-context.ts';
import { recordedLog } from '../kit/support/recorded-log.ts';
import { type StartedUpstream, startUpstream } from '../kit/support/start-upstream.ts';
import { coffee, tea } from './support/an-item.ts';

const { log } = recordedLog();
const context = {
  traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
  correlationId: 'one',
  authorization: 'Bearer of-the-buyer',
  remainingMs: () => 1000,
  log,
} as RequestContext;
let upstream: StartedUpstream;
let client: ServiceClient;
let shelf: CatalogShelf;
beforeAll(async () => {
  upstream = await startUpstream((_request, response) => response.end());
  client = createServiceClient({ name: 'catalog', url: upstream.url, timeoutMs: 500, capacity: 4, log });
  shelf = new CatalogShelf(client);
});
afterAll(async () => {
  await client.close();
  await upstream.close();
});

const product = (id: string) => ({
  id,
  sku: 'A-1',
  title: 'Tea',
  price: { amount: 990, currency: 'EUR', display: '€9.90' },
  availability: { state: 'in-stock', available: 7 },
});

describe('the shelf of catalog', () => {
  it('asks for all products at once, with the credentials of the shopper', async () => {
    let asked: unknown;
    upstream.handler = ({ url, headers }, response) => {
      asked = { url, authorization: headers.authorization, traceparent: headers.traceparent };
      response.end(JSON.stringify({ products: [product(tea)] }));
    };
    const found = await shelf.find([tea, coffee], context);
    expect(asked).toEqual({
      url: `/v2/products?id=${tea}&id=${coffee}`,
      authorization: context.authorization,
      traceparent: context.traceparent,
    });
    expect([...found]).toEqual([
      [tea, { title: 'Tea', price: { amount: 990, currency: 'EUR' }, available: 7 }],
    ]);
  });

  it('asks once for carts that ask at the same time, and in nobody’s name', async () => {
    const asked: unknown[] = [];
    upstream.handler = ({ url, headers }, response) => {
      asked.push([url, headers.authorization]);
      response.end(JSON.stringify({ products: [product(tea), product(coffee)] }));
    };
    const found = await Promise.all([
      shelf.find([tea], context),
      shelf.find([tea, coffee], { ...context, authorization: 'Bearer of-another' } as RequestContext),
      shelf.find([], context),
    ]);
    expect(asked).toEqual([[`/v2/products?id=${tea}&id=${coffee}`, undefined]]);
    expect(found.map((products) => [...products.keys()])).toEqual([[tea], [tea, coffee], []]);
  });

  it('asks for fifty products at once', async () => {
    const ids = Array.from(
      { length: 60 },
      (_, n) => `01940000-0000-7000-8000-${String(n).padStart(12, '0')}`,
    );
    upstream.handler = ({ url }, response) => {
      const named = new URL(url ?? '', 'http://catalog').searchParams.getAll('id');
      response.end(JSON.stringify({ products: named.map(product) }));
    };
    const before = upstream.requests;
    const found = await Promise.all([
      shelf.find(ids.slice(0, 40), context),
      shelf.find(ids.slice(20), context),
    ]);
    expect(found.map(({ size }) => size)).toEqual([40, 40]);
    expect(upstream.requests - before).toBe(2);
  });

  it('asks nobody about nothing', async () => {
    const before = upstream.requests;
    expect((await shelf.find([], context)).size).toBe(0);
    expect(upstream.requests).toBe(before);
  });

  it.each([
    ['no JSON', 200, '<html>'],
    ['another representation', 200, JSON.stringify({ products: [{ ...product(tea), price: 990 }] })],
    ['a refusal', 404, JSON.stringify({ title: 'There is nothing here' })],
  ])('ends in a 502 that tells nothing of it where catalog answers %s', async (_what, status, body) => {
    upstream.handler = (_request, response) => {
      response.statusCode = status;
      response.end(body);
    };
    await expect(shelf.find([tea], context)).rejects.toMatchObject({
      status: 502,
      detail: 'catalog did not say what the products are; try again shortly',
    });
  });
});
