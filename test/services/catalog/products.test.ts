import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { detailsOf, idOf, productOf } from './support/a-product.ts';
import { type AnswerBody, kim, staff } from './support/catalog-client.ts';
import { type StartedCatalog, startCatalog } from './support/started-catalog.ts';

let catalog: StartedCatalog;
beforeEach(async () => {
  catalog = await startCatalog();
});
afterEach(async () => {
  await catalog.close();
});

const idsIn = ({ products }: AnswerBody) => (products as { id: string }[]).map(({ id }) => id);

describe('reading a product', () => {
  it('answers with its details, its ETag and what can be done next', async () => {
    await catalog.products.create(productOf(1));
    const { status, headers, body } = await catalog.ask('GET', `/v1/products/${idOf(1)}`);
    expect(status).toBe(200);
    expect(headers.etag).toMatch(/^"[^"]+"$/);
    expect(body).toEqual({
      id: idOf(1),
      ...detailsOf({ sku: 'SKU-1' }),
      updatedAt: '2026-01-02T03:04:05.678Z',
      _links: {
        self: { href: `/v1/products/${idOf(1)}` },
        stock: { href: `/v1/products/${idOf(1)}/stock` },
        category: { href: '/v1/categories/coffee' },
        collection: { href: '/v1/products' },
        'successor-version': { href: `/v2/products/${idOf(1)}` },
        update: { href: `/v1/products/${idOf(1)}`, method: 'PUT' },
        reserve: { href: '/v1/reservations/{id}', method: 'PUT', templated: true },
      },
    });
  });

  it('sends no body to whoever has this version already', async () => {
    await catalog.products.create(productOf(1));
    const { headers } = await catalog.ask('GET', `/v1/products/${idOf(1)}`);
    const again = await catalog.ask('GET', `/v1/products/${idOf(1)}`, {
      headers: { 'if-none-match': String(headers.etag) },
    });
    expect(again).toMatchObject({ status: 304, text: '', headers: { etag: headers.etag } });
  });

  it('asks the store once for a product that is read often', async () => {
    await catalog.products.create(productOf(1));
    for (const _ of [1, 2, 3]) await catalog.ask('GET', `/v1/products/${idOf(1)}`);
    expect(catalog.products.finds).toBe(1);
  });

  it('is a 404 for an unknown id', async () => {
    const { status, body } = await catalog.ask('GET', `/v1/products/${idOf(9)}`);
    expect(status).toBe(404);
    expect(body.detail).toContain(idOf(9));
  });
});

describe('listing products', () => {
  beforeEach(async () => {
    for (const number of [1, 2, 3, 4, 5]) {
      await catalog.products.create(productOf(number, { category: number % 2 === 0 ? 'tea' : 'coffee' }));
    }
  });

  it('leads through all pages by their next links, each product once', async () => {
    expect(await idsFrom('/v1/products?limit=2')).toEqual([1, 2, 3, 4, 5].map(idOf));
  });

  it('keeps to a category on every page', async () => {
    const first = await catalog.ask('GET', '/v1/products?category=coffee&limit=2');
    const second = await catalog.ask('GET', String(first.body._links.next?.href));
    expect([...idsIn(first.body), ...idsIn(second.body)]).toEqual([1, 3, 5].map(idOf));
  });

  it('has no next link where the last page is full', async () => {
    const { body } = await catalog.ask('GET', '/v1/products?limit=5');
    expect(idsIn(body)).toHaveLength(5);
    expect(body._links).not.toHaveProperty('next');
  });

  it('bounds the length of a page', async () => {
    const { status, body } = await catalog.ask('GET', '/v1/products?limit=101');
    expect(status).toBe(400);
    expect(body.detail).toContain('limit');
  });

  it('refuses a filter it does not know instead of ignoring it', async () => {
    expect((await catalog.ask('GET', '/v1/products?catgory=tea')).status).toBe(400);
  });
});

/** Every id on the pages from this one on, by their next links. */
async function idsFrom(path: string): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let next: string | undefined = path; next !== undefined; ) {
    const { body }: { readonly body: AnswerBody } = await catalog.ask('GET', next);
    ids.push(...idsIn(body));
    next = body._links.next?.href;
  }
  return ids;
}

describe('searching through many products', () => {
  it('leads through all pages by their next links, each product once', async () => {
    for (const number of [1, 2, 3, 4, 5]) await catalog.products.create(productOf(number));
    expect(await idsFrom('/v1/products?q=sidamo&limit=2')).toEqual([1, 2, 3, 4, 5].map(idOf));
  });

  it('ends where nobody reads on', async () => {
    const numbers = Array.from({ length: 650 }, (_, index) => index + 1);
    for (const number of numbers) await catalog.products.create(productOf(number));
    expect(await idsFrom('/v1/products?q=sidamo&limit=100')).toEqual(numbers.slice(0, 600).map(idOf));
    expect(await idsFrom('/v1/products?limit=100')).toHaveLength(650);
  });
});

describe('searching products', () => {
  beforeEach(async () => {
    await catalog.products.create(productOf(1, { name: 'Espresso cups' }));
    await catalog.products.create(productOf(2, { name: 'Espresso beans', category: 'tea' }));
    await catalog.products.create(productOf(3, { name: 'Kettle' }));
  });

  it('finds what holds every word', async () => {
    expect(idsIn((await catalog.ask('GET', '/v1/products?q=Espresso+CUP')).body)).toEqual([idOf(1)]);
  });

  it('keeps the words and the category on the next page', async () => {
    const { body } = await catalog.ask('GET', '/v1/products?q=espresso&limit=1');
    const second = await catalog.ask('GET', String(body._links.next?.href));
    expect([...idsIn(body), ...idsIn(second.body)]).toEqual([idOf(1), idOf(2)]);
    expect(idsIn((await catalog.ask('GET', '/v1/products?q=espresso&category=tea')).body)).toEqual([idOf(2)]);
  });

  it('says what it needs where no word can be searched for', async () => {
    const { status, body } = await catalog.ask('GET', '/v1/products?q=%2B%2D%22+ab+the');
    expect(status).toBe(422);
    expect(body.detail).toContain('at least three letters');
  });

  it('takes no cursor of a list', async () => {
    const { body } = await catalog.ask('GET', '/v1/products?limit=1');
    const cursor = new URL(String(body._links.next?.href), 'http://x').searchParams.get('cursor');
    expect((await catalog.ask('GET', `/v1/products?q=espresso&cursor=${cursor}`)).status).toBe(400);
  });
});

describe('making a product', () => {
  it('answers where it is, and it is there', async () => {
    const made = await catalog.ask('POST', '/v1/products', { as: staff, body: detailsOf() });
    expect(made.status).toBe(201);
    const read = await catalog.ask('GET', String(made.headers.location));
    expect(read.body).toEqual(made.body);
    expect(read.headers.etag).toBe(made.headers.etag);
  });

  it('is for staff', async () => {
    expect((await catalog.ask('POST', '/v1/products', { body: detailsOf() })).status).toBe(401);
    expect((await catalog.ask('POST', '/v1/products', { as: kim, body: detailsOf() })).status).toBe(403);
  });

  it('takes no sku twice', async () => {
    await catalog.ask('POST', '/v1/products', { as: staff, body: detailsOf() });
    const { status, body } = await catalog.ask('POST', '/v1/products', { as: staff, body: detailsOf() });
    expect(status).toBe(409);
    expect(body.detail).toContain('COF-SID-250');
  });

  it.each([
    ['a category that is not there', detailsOf({ category: 'shoes' })],
    ['a price with a fraction', { ...detailsOf(), price: { amount: 12.9, currency: 'EUR' } }],
    ['a negative price', { ...detailsOf(), price: { amount: -1, currency: 'EUR' } }],
    ['a name of spaces', detailsOf({ name: '   ' })],
    ['a name too long for its column', detailsOf({ name: '😀'.repeat(121) })],
    ['a member nobody asked for', { ...detailsOf(), id: idOf(7) }],
  ])('takes no details with %s', async (_, body) => {
    expect((await catalog.ask('POST', '/v1/products', { as: staff, body })).status).toBe(422);
  });
});

describe('changing a product', () => {
  const path = `/v1/products/${idOf(1)}`;
  const body = detailsOf({ name: 'Yirgacheffe' });
  beforeEach(async () => {
    await catalog.products.create(productOf(1));
  });
  const etag = async () => String((await catalog.ask('GET', path)).headers.etag);

  it('answers the new version, and readers see it at once', async () => {
    const headers = { 'if-match': await etag() };
    const changed = await catalog.ask('PUT', path, { as: staff, body, headers });
    expect(changed).toMatchObject({ status: 200, body: { name: 'Yirgacheffe' } });
    expect(changed.headers.etag).not.toBe(headers['if-match']);
    const read = await catalog.ask('GET', path);
    expect(read.body).toEqual(changed.body);
    expect(read.headers.etag).toBe(changed.headers.etag);
  });

  it('needs the ETag that was read', async () => {
    expect((await catalog.ask('PUT', path, { as: staff, body })).status).toBe(428);
  });

  it('loses no change of somebody else', async () => {
    const headers = { 'if-match': await etag() };
    await catalog.ask('PUT', path, { as: staff, body, headers });
    const late = await catalog.ask('PUT', path, { as: staff, body: detailsOf({ name: 'Late' }), headers });
    expect(late.status).toBe(412);
    expect((await catalog.ask('GET', path)).body.name).toBe('Yirgacheffe');
  });

  it('lets one of two through that come at once', async () => {
    const headers = { 'if-match': await etag() };
    const both = await Promise.all([
      catalog.ask('PUT', path, { as: staff, body, headers }),
      catalog.ask('PUT', path, { as: staff, body: detailsOf({ name: 'Other' }), headers }),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 412]);
  });

  it('is for staff, and for products that are there', async () => {
    const headers = { 'if-match': await etag() };
    expect((await catalog.ask('PUT', path, { as: kim, body, headers })).status).toBe(403);
    const elsewhere = `/v1/products/${idOf(9)}`;
    expect((await catalog.ask('PUT', elsewhere, { as: staff, body, headers })).status).toBe(404);
  });
});

describe('categories', () => {
  it('lead to their products', async () => {
    await catalog.products.create(productOf(1, { category: 'tea' }));
    const { body } = await catalog.ask('GET', '/v1/categories');
    const tea = (body.categories as AnswerBody[]).find(({ id }) => id === 'tea');
    const { body: page } = await catalog.ask('GET', String(tea?._links.products?.href));
    expect(idsIn(page)).toEqual([idOf(1)]);
  });

  it('are made and renamed by staff', async () => {
    const put = (name: string) => catalog.ask('PUT', '/v1/categories/cups', { as: staff, body: { name } });
    expect((await put('Cups')).status).toBe(201);
    expect((await put('Cups and glasses')).status).toBe(200);
    expect((await catalog.ask('GET', '/v1/categories/cups')).body.name).toBe('Cups and glasses');
    expect((await catalog.ask('GET', '/v1/categories/shoes')).status).toBe(404);
    expect((await catalog.ask('PUT', '/v1/categories/x', { as: kim, body: { name: 'X' } })).status).toBe(403);
  });
});
