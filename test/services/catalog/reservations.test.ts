import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createServiceToken } from '../../../services/kit/auth/service-token.ts';
import { idOf, productOf } from './support/a-product.ts';
import { type AnswerBody, kim, staff } from './support/catalog-client.ts';
import { ordersSecret, type StartedCatalog, startCatalog } from './support/started-catalog.ts';

let catalog: StartedCatalog;
beforeEach(async () => {
  catalog = await startCatalog();
  for (const number of [1, 2]) {
    await catalog.products.create(productOf(number, { name: `Product ${number}` }));
    await catalog.stock.count(idOf(number), 10);
  }
});
afterEach(async () => {
  await catalog.close();
});

const minute = 60_000;
const reserve = (quantity = 4, id: string = randomUUID(), holdMinutes?: number) => {
  const items = [{ productId: idOf(1), quantity }];
  const body = holdMinutes === undefined ? { items } : { items, holdMinutes };
  return catalog.ask('PUT', `/v1/reservations/${id}`, { as: kim, body });
};
const available = async () => (await catalog.ask('GET', `/v1/products/${idOf(1)}/stock`)).body.available;
const follow = (body: AnswerBody, relation: string, as = kim) => {
  const { href, method = 'GET' } = body._links[relation] ?? { href: `/no-${relation}-link` };
  return catalog.ask(method as 'GET' | 'PUT' | 'DELETE', href, { as });
};

/** As orders does it, on its own account. */
const ordersHeaders = () => {
  const sign = createServiceToken({ self: 'orders', secrets: { catalog: ordersSecret } }, catalog);
  return { authorization: `Bearer ${sign('catalog')}` };
};
const confirm = (body: AnswerBody, method: 'POST' | 'PUT' = 'POST') =>
  catalog.ask(method, `${body._links.self?.href}/confirmation`, { headers: ordersHeaders() });

describe('stock', () => {
  it('tells what can be reserved', async () => {
    await reserve(4);
    expect(await available()).toBe(6);
    expect((await catalog.ask('GET', `/v1/products/${idOf(9)}/stock`)).status).toBe(404);
  });

  it('is counted by staff, never below what is reserved', async () => {
    await reserve(4);
    const count = (onHand: number, as = staff) =>
      catalog.ask('PUT', `/v1/products/${idOf(1)}/stock`, { as, body: { onHand } });
    expect(await count(20)).toMatchObject({ status: 200, body: { available: 16 } });
    expect(await count(3)).toMatchObject({ status: 409, body: { reserved: 4 } });
    expect((await count(30, kim)).status).toBe(403);
  });
});

describe('reserving', () => {
  it('answers until when the items are kept and what can be done with them', async () => {
    const id = randomUUID();
    const { status, headers, body } = await reserve(4, id);
    const self = `/v1/reservations/${id}`;
    expect(status).toBe(201);
    expect(headers.location).toBe(self);
    expect(body).toEqual({
      id,
      state: 'held',
      items: [{ productId: idOf(1), quantity: 4 }],
      expiresAt: new Date(catalog.clock.now() + 15 * minute).toISOString(),
      _links: {
        self: { href: self },
        release: { href: self, method: 'DELETE' },
        products: { href: '/v2/products' },
      },
    });
  });

  it('gives the same answer to the same request and reserves once', async () => {
    const id = randomUUID();
    const first = await reserve(4, id);
    await catalog.clock.advance(minute);
    const second = await reserve(4, id);
    expect(second.status).toBe(200);
    expect(second.body).toEqual(first.body);
    expect(await available()).toBe(6);
  });

  it('does not care in which order the same items are listed', async () => {
    const path = `/v1/reservations/${randomUUID()}`;
    const items = [1, 2].map((number) => ({ productId: idOf(number), quantity: number }));
    await catalog.ask('PUT', path, { as: kim, body: { items } });
    const again = await catalog.ask('PUT', path, { as: kim, body: { items: items.toReversed() } });
    expect(again.status).toBe(200);
  });

  it('refuses a different request with the same id, also of somebody else', async () => {
    const id = randomUUID();
    const { body } = await reserve(4, id);
    expect((await reserve(5, id)).status).toBe(409);
    const theirs = await catalog.ask('PUT', `/v1/reservations/${id}`, {
      as: { subject: 'lee' },
      body: { items: body.items },
    });
    expect(theirs.status).toBe(409);
    expect(await available()).toBe(6);
  });

  it('names the product there is not enough of', async () => {
    const { status, headers, body } = await reserve(11);
    expect(status).toBe(409);
    expect(headers['content-type']).toContain('application/problem+json');
    expect(body).toMatchObject({
      type: 'urn:shoal:problem:not-enough-stock',
      product: { id: idOf(1), name: 'Product 1', requested: 11, available: 10 },
    });
    expect(body.detail).toContain("'Product 1' has 10 left, 11 were asked for");
  });

  it('names the products that are not there', async () => {
    const items = [1, 8, 9].map((number) => ({ productId: idOf(number), quantity: 1 }));
    const path = `/v1/reservations/${randomUUID()}`;
    const { status, body } = await catalog.ask('PUT', path, { as: kim, body: { items } });
    expect(status).toBe(422);
    expect(body.missing).toEqual([idOf(8), idOf(9)]);
  });

  it('wants each product once', async () => {
    const items = [1, 1].map((number) => ({ productId: idOf(number), quantity: 1 }));
    const path = `/v1/reservations/${randomUUID()}`;
    expect((await catalog.ask('PUT', path, { as: kim, body: { items } })).status).toBe(422);
  });

  it('needs somebody to reserve for', async () => {
    const path = `/v1/reservations/${randomUUID()}`;
    const body = { items: [{ productId: idOf(1), quantity: 1 }] };
    expect((await catalog.ask('PUT', path, { body })).status).toBe(401);
  });

  it('takes stock whose reservation is overdue', async () => {
    const { body } = await reserve(10, randomUUID(), 1);
    expect((await reserve(1)).status).toBe(409);
    await catalog.clock.advance(minute);
    expect((await reserve(10)).status).toBe(201);
    expect((await follow(body, 'self')).body.state).toBe('expired');
  });
});

describe('confirming and releasing', () => {
  it('sells the items once, however often it is asked', async () => {
    const { body } = await reserve(4);
    const confirmed = await confirm(body);
    expect(confirmed).toMatchObject({ status: 200, body: { state: 'confirmed' } });
    expect(confirmed.body._links).not.toHaveProperty('release');
    expect((await confirm(body)).body).toEqual(confirmed.body);
    expect(await catalog.stock.level(idOf(1))).toEqual({ onHand: 6, reserved: 0 });
  });

  it('gives the items back once, however often it is asked', async () => {
    const { body } = await reserve(4);
    expect(await follow(body, 'release')).toMatchObject({ status: 200, body: { state: 'released' } });
    expect((await follow(body, 'release')).status).toBe(200);
    expect(await available()).toBe(10);
  });

  it('releases nothing that is sold and sells nothing that is released', async () => {
    const { body: sold } = await reserve(1);
    await confirm(sold);
    expect(await follow(sold, 'release')).toMatchObject({ status: 409, body: { state: 'confirmed' } });
    const { body: given } = await reserve(1);
    await follow(given, 'release');
    expect(await confirm(given)).toMatchObject({ status: 409, body: { state: 'released' } });
  });

  it('takes back what was sold when orders says so, once, and not for the buyer alone', async () => {
    const { body } = await reserve(4);
    await confirm(body);
    const self = body._links.self?.href ?? '';
    expect(await catalog.ask('DELETE', self, { as: kim })).toMatchObject({ status: 409 });
    for (const _ of [1, 2]) {
      const answer = await catalog.ask('DELETE', self, { headers: ordersHeaders() });
      expect(answer).toMatchObject({ status: 200, body: { state: 'returned' } });
    }
    expect(await available()).toBe(10);
  });

  it('sells nothing whose time is over', async () => {
    const { body } = await reserve(4, randomUUID(), 1);
    await catalog.clock.advance(minute);
    expect(await confirm(body)).toMatchObject({ status: 409, body: { state: 'expired' } });
    expect(await available()).toBe(10);
  });

  it('lets no buyer confirm what was not paid for', async () => {
    const { body } = await reserve(4);
    expect(body._links).not.toHaveProperty('confirm');
    const confirmation = `${body._links.self?.href}/confirmation`;
    for (const method of ['POST', 'PUT'] as const) {
      expect((await catalog.ask(method, confirmation, { as: kim })).status).toBe(403);
      expect((await catalog.ask(method, confirmation)).status).toBe(401);
    }
    const seen = await catalog.ask('GET', body._links.self?.href ?? '', { headers: ordersHeaders() });
    expect(seen.body._links.confirm).toEqual({ href: confirmation, method: 'POST' });
    expect((await confirm(body, 'PUT')).body.state).toBe('confirmed');
  });

  it('lets orders reserve and release on its own account', async () => {
    const path = `/v1/reservations/${randomUUID()}`;
    const headers = ordersHeaders();
    const body = { items: [{ productId: idOf(1), quantity: 2 }] };
    expect((await catalog.ask('PUT', path, { headers, body })).status).toBe(201);
    expect((await catalog.ask('GET', path, { as: kim })).status).toBe(404);
    expect((await catalog.ask('DELETE', path, { headers })).body.state).toBe('released');
    const { body: kims } = await reserve(3);
    expect((await catalog.ask('DELETE', kims._links.self?.href ?? '', { headers })).status).toBe(200);
    expect(await available()).toBe(10);
  });

  it('shows a reservation to its holder and to staff, to nobody else', async () => {
    const { body } = await reserve(4);
    const statuses = async (as: typeof kim) =>
      await Promise.all(['self', 'release'].map(async (link) => (await follow(body, link, as)).status));
    expect(await statuses({ subject: 'lee' })).toEqual([404, 404]);
    expect((await follow(body, 'self', staff)).status).toBe(200);
    expect((await follow(body, 'self')).body.state).toBe('held');
    expect((await catalog.ask('GET', `/v1/reservations/${randomUUID()}`, { as: kim })).status).toBe(404);
  });
});
