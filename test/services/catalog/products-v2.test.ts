import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { detailsOf, idOf, productOf } from './support/a-product.ts';
import { type AnswerBody, kim, staff } from './support/catalog-client.ts';
import { expectNoFailure, expectRefusal } from './support/refusal.ts';
import { type StartedCatalog, startCatalog } from './support/started-catalog.ts';

let catalog: StartedCatalog;
beforeEach(async () => {
  catalog = await startCatalog();
  for (const number of [1, 2, 3]) {
    const price = { amount: number * 900, currency: 'EUR' };
    const category = number === 3 ? 'tea' : 'coffee';
    await catalog.products.create(productOf(number, { name: `Product ${number}`, price, category }));
    await catalog.stock.count(idOf(number), number * 5);
  }
});
afterEach(async () => {
  await catalog.close();
});

const path = (number: number) => `/v2/products/${idOf(number)}`;
const titlesOf = (body: AnswerBody) => (body.products as { title: string }[]).map(({ title }) => title);
const details = (title: string) => {
  const { name: _, ...others } = detailsOf({ sku: `SKU-${title}` });
  return { ...others, title };
};

describe('a product of /v2', () => {
  it('has a title, a price to show and what is known of its stock', async () => {
    const { status, headers, body } = await catalog.ask('GET', path(1));
    expect(status).toBe(200);
    expect(body).toMatchObject({
      id: idOf(1),
      title: 'Product 1',
      price: { amount: 900, currency: 'EUR', display: '€9.00' },
      availability: { state: 'few-left', available: 5 },
      _links: { self: { href: path(1) }, stock: { href: `${path(1)}/stock` } },
    });
    expect(body).not.toHaveProperty('name');
    for (const gone of ['deprecation', 'sunset', 'link']) expect(headers).not.toHaveProperty(gone);
  });

  it('is answered whole from its copy, and 304 to who holds it', async () => {
    const first = await catalog.ask('GET', path(1));
    const finds = catalog.products.finds;
    const second = await catalog.ask('GET', path(1));
    expect({ text: second.text, finds: catalog.products.finds }).toEqual({ text: first.text, finds });
    const headers = { 'if-none-match': String(first.headers.etag) };
    expect((await catalog.ask('GET', path(1), { headers })).status).toBe(304);
    expect((await catalog.ask('GET', path(9))).status).toBe(404);
  });

  it('is also answered while nobody can tell its stock', async () => {
    catalog.stock.level = () => Promise.reject(new Error('the database is away'));
    const { status, body, headers } = await catalog.ask('GET', path(2));
    expect({ status, availability: body.availability }).toEqual({
      status: 200,
      availability: { state: 'unknown' },
    });
    expect(headers.etag).toBe('"2-1-unknown"');
  });

  it('asks for its stock again a second after a failure, however many ask meanwhile', async () => {
    const { level } = catalog.stock;
    let asked = 0;
    catalog.stock.level = () => {
      asked += 1;
      return Promise.reject(new Error('the database is away'));
    };
    const state = async () => (await catalog.ask('GET', path(2))).body.availability;
    for (let ms = 0; ms < 900; ms += 100) {
      expect(await state()).toEqual({ state: 'unknown' });
      await catalog.clock.advance(100);
    }
    expect(asked).toBe(1);
    catalog.stock.level = level;
    await catalog.clock.advance(100);
    expect(await state()).toEqual({ state: 'in-stock', available: 10 });
  });

  it('waits for its stock no longer than a shopper would', async () => {
    catalog.stock.level = () => new Promise(() => {});
    const asking = catalog.ask('GET', path(2));
    let done = false;
    void asking.finally(() => {
      done = true;
    });
    while (!done) await catalog.clock.advance(50);
    expect((await asking).body.availability).toEqual({ state: 'unknown' });
  });

  it.each([
    [1290, 'EUR', '€12.90'],
    [0, 'EUR', '€0.00'],
    [123_456_7, 'USD', 'US$12,345.67'],
    [1290, 'JPY', 'JP¥1,290'],
  ])('shows %d %s as %s', async (amount, currency, display) => {
    await catalog.products.create(productOf(7, { price: { amount, currency } }));
    expect((await catalog.ask('GET', path(7))).body.price).toEqual({ amount, currency, display });
  });

  it('is made and changed as it is answered', async () => {
    const made = await catalog.ask('POST', '/v2/products', { as: staff, body: details('NEW') });
    expect(made).toMatchObject({
      status: 201,
      body: { title: 'NEW', availability: { state: 'sold-out', available: 0 } },
    });
    const href = String(made.headers.location);
    const read = await catalog.ask('GET', href);
    expect(read).toMatchObject({ body: made.body, headers: { etag: made.headers.etag } });
    const changed = await catalog.ask('PUT', href, {
      as: staff,
      body: details('NEWER'),
      headers: { 'if-match': String(read.headers.etag) },
    });
    expect(changed).toMatchObject({ status: 200, body: { title: 'NEWER' } });
    expect((await catalog.ask('GET', href)).body.title).toBe('NEWER');
    expect((await catalog.ask('GET', href.replace('/v2/', '/v1/'))).body.name).toBe('NEWER');
  });

  it('is changed by who has seen it, whatever was sold since', async () => {
    const { etag } = (await catalog.ask('GET', path(1))).headers;
    const put = (ifMatch?: string) =>
      catalog.ask('PUT', path(1), {
        as: staff,
        body: details('CHANGED'),
        ...(ifMatch === undefined ? {} : { headers: { 'if-match': ifMatch } }),
      });
    expectRefusal(await put(), 428);
    for (const other of ['"2-9-5"', 'W/"2-1-5"', '"1-1"', 'x']) expectRefusal(await put(other), 412);
    await catalog.stock.count(idOf(1), 3);
    expect((await put(String(etag))).status).toBe(200);
    expectRefusal(await put(String(etag)), 412);
  });

  it('is written by staff only, and takes no member of /v1 or of its own answer', async () => {
    expect((await catalog.ask('POST', '/v2/products', { as: kim, body: details('X1') })).status).toBe(403);
    for (const more of [{ name: 'Old' }, { availability: { state: 'in-stock' } }, { id: idOf(4) }]) {
      const body = { ...details('X2'), ...more };
      expectRefusal(await catalog.ask('POST', '/v2/products', { as: staff, body }), 422);
    }
  });
});

describe('products of /v2', () => {
  it('are listed by page, by category and by price', async () => {
    const first = await catalog.ask('GET', '/v2/products?limit=2');
    expect(titlesOf(first.body)).toEqual(['Product 1', 'Product 2']);
    expect(first.body.products).toMatchObject([
      { availability: { state: 'few-left' } },
      { availability: { state: 'in-stock', available: 10 } },
    ]);
    const next = await catalog.ask('GET', first.body._links.next?.href ?? '');
    expect(titlesOf(next.body)).toEqual(['Product 3']);
    expect(next.body._links).not.toHaveProperty('next');
    expect(titlesOf((await catalog.ask('GET', '/v2/products?category=tea')).body)).toEqual(['Product 3']);
    const middle = await catalog.ask('GET', '/v2/products?priceFrom=900&priceTo=2700&limit=1');
    expect(titlesOf(middle.body)).toEqual(['Product 1']);
    expect(titlesOf((await catalog.ask('GET', middle.body._links.next?.href ?? '')).body)).toEqual([
      'Product 2',
    ]);
  });

  it('are named, those that exist, from the database', async () => {
    const finds = catalog.products.finds;
    const { body } = await catalog.ask(
      'GET',
      `/v2/products?id=${idOf(3)}&id=${idOf(9)}&id=${idOf(1)}&id=${idOf(3)}`,
    );
    expect(titlesOf(body)).toEqual(['Product 3', 'Product 1']);
    expect(catalog.products.finds - finds).toBe(3);
    expectRefusal(await catalog.ask('GET', `/v2/products?id=${idOf(1)}&limit=5`), 400);
    expectRefusal(await catalog.ask('GET', `/v2/products?id=${idOf(1)}&id=x`), 400);
    const many = Array(51)
      .fill(`id=${idOf(1)}`)
      .join('&');
    expectRefusal(await catalog.ask('GET', `/v2/products?${many}`), 400);
  });

  it('are searched with facets that lead on', async () => {
    const { body } = await catalog.ask('GET', '/v2/products?q=product');
    expect(titlesOf(body)).toHaveLength(3);
    const facets = body.facets as Record<string, { _links: AnswerBody['_links'] }[]>;
    expect(facets).toMatchObject({
      categories: [
        { id: 'coffee', name: 'Coffee', count: 2 },
        { id: 'tea', name: 'Tea', count: 1 },
      ],
      prices: [
        { from: 0, to: 1000, count: 1 },
        { from: 1000, to: 2500, count: 1 },
        { from: 2500, to: 5000, count: 1 },
      ],
    });
    const coffee = await catalog.ask('GET', facets.categories?.[0]?._links.products?.href ?? '');
    expect(titlesOf(coffee.body)).toEqual(['Product 1', 'Product 2']);
    const narrowed = coffee.body.facets as typeof facets;
    expect(narrowed.prices).toHaveLength(2);
    const cheap = await catalog.ask('GET', narrowed.prices?.[0]?._links.products?.href ?? '');
    expect(titlesOf(cheap.body)).toEqual(['Product 1']);
  });

  it('have facets on the first page of a search only', async () => {
    const first = await catalog.ask('GET', '/v2/products?q=product&limit=2');
    expect(first.body).toHaveProperty('facets');
    const next = await catalog.ask('GET', first.body._links.next?.href ?? '');
    expect(titlesOf(next.body)).toHaveLength(1);
    expect(next.body).not.toHaveProperty('facets');
    expect((await catalog.ask('GET', '/v2/products')).body).not.toHaveProperty('facets');
  });

  it.each([
    'priceFrom=10&priceTo=10',
    'priceFrom=20&priceTo=10',
    'priceFrom=-1',
    'priceTo=1e3',
    'limit=0',
    'limit=101',
    'cursor=forged',
    'q=',
    'sort=price',
    'category=Tea%20',
    'id=',
  ])('are not listed by %s', async (query) => {
    expectRefusal(await catalog.ask('GET', `/v2/products?${query}`), 400);
  });

  it('have nothing to search for in words that are none', async () => {
    expectRefusal(await catalog.ask('GET', '/v2/products?q=a%20!'), 422);
    expectNoFailure(await catalog.ask('GET', '/v2/products?q=%2Bproduct*&priceTo=100000001'));
  });
});

describe('products of /v1', () => {
  it('say that they end, when, and what takes their place', async () => {
    const asked = [
      ['GET', `/v1/products/${idOf(1)}`, `/v2/products/${idOf(1)}`],
      ['GET', '/v1/products', '/v2/products'],
      ['GET', `/v1/products/${idOf(1)}/stock`, `/v2/products/${idOf(1)}/stock`],
    ] as const;
    for (const [method, old, successor] of asked) {
      expect((await catalog.ask(method, old)).headers).toMatchObject({
        deprecation: '@1793491200',
        sunset: 'Sat, 01 May 2027 00:00:00 GMT',
        link: `<${successor}>; rel="successor-version"`,
      });
    }
    const { headers, body } = await catalog.ask('GET', `/v1/products/${idOf(1)}`);
    expect(body._links['successor-version']).toEqual({ href: `/v2/products/${idOf(1)}` });
    const held = { 'if-none-match': String(headers.etag) };
    const same = await catalog.ask('GET', `/v1/products/${idOf(1)}`, { headers: held });
    expect(same).toMatchObject({ status: 304, headers: { sunset: expect.any(String) } });
  });
});
