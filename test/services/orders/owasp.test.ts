import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buy, follow } from './support/a-cart.ts';
import { cartId } from './support/an-order.ts';
import { kim, lee, type OrdersAnswer, staff } from './support/orders-client.ts';
import { type StartedOrders, startOrders } from './support/started-orders.ts';

let orders: StartedOrders;
let placed: OrdersAnswer;
beforeAll(async () => {
  orders = await startOrders();
  placed = await buy(orders);
});
afterAll(async () => {
  await orders.close();
});

describe('API1: broken object level authorization', () => {
  it("another user's order is a 404, to read, to cancel and to refund", async () => {
    for (const relation of ['self', 'cancel', 'refund']) {
      const others = await follow(orders, placed, relation, lee);
      const missing = await follow(orders, { body: { _links: madeUp(placed, relation) } }, relation, lee);
      expect(others.status).toBe(404);
      expect({ ...others.body, traceId: '', instance: '' }).toEqual({
        ...missing.body,
        traceId: '',
        instance: '',
      });
    }
    expect((await follow(orders, placed, 'self', staff)).status).toBe(200);
    expect((await follow(orders, placed, 'self')).body.state).toBe('confirmed');
  });

  it("another user's cart is not ordered", async () => {
    orders.carts.fill(cartId, 'kim', []);
    const answer = await orders.ask('POST', '/v1/orders', {
      as: lee,
      headers: { 'idempotency-key': 'lee-1' },
      body: { cartId, paymentMethod: { token: 'tok_visa' } },
    });
    expect(answer.status).toBe(404);
  });
});

function madeUp({ body }: OrdersAnswer, relation: string) {
  const link = body._links[relation] ?? { href: '' };
  const href = link.href.replace(String(body.id), '01940000-0000-7000-8000-00000000ffff');
  return { [relation]: { ...link, href } };
}

describe('API2: broken authentication', () => {
  it('nobody orders, reads or cancels without a valid token', async () => {
    const id = String(placed.body.id);
    const token = (await orders.tokens.sign(kim)).split('.')[1];
    const none = `Bearer ${Buffer.from('{"alg":"none"}').toString('base64url')}.${token}.`;
    const wrongAudience = `Bearer ${await orders.tokens.sign({ ...kim, audience: 'elsewhere' })}`;
    for (const [method, path] of [
      ['POST', '/v1/orders'],
      ['GET', '/v1/orders'],
      ['GET', `/v1/orders/${id}`],
      ['POST', `/v1/orders/${id}/cancellation`],
      ['POST', `/v1/orders/${id}/refund`],
    ] as const) {
      expect((await orders.ask(method, path)).status).toBe(401);
      for (const authorization of [none, wrongAudience]) {
        expect((await orders.ask(method, path, { headers: { authorization } })).status).toBe(401);
      }
    }
  });
});

describe('API3: mass assignment', () => {
  it.each([
    ['total', { amount: 1, currency: 'EUR' }],
    ['items', []],
    ['userId', 'lee'],
    ['state', 'confirmed'],
    ['step', 'confirmed'],
    ['paymentId', '01940000-0000-7000-8000-000000000001'],
    ['roles', ['staff']],
  ])('a %s in the body is refused, not taken', async (member, value) => {
    const answer = await orders.ask('POST', '/v1/orders', {
      as: kim,
      headers: { 'idempotency-key': `mass-${member}` },
      body: { cartId, paymentMethod: { token: 'tok_visa' }, [member]: value },
    });
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ pointer: `/${member}` }] } });
  });
});

describe('API4: unrestricted resource consumption', () => {
  it.each(['limit=101', 'limit=1000000', 'limit=-1', 'limit=0', 'limit=1e3', 'offset=5'])(
    'a page with %s is refused',
    async (query) => {
      expect((await orders.ask('GET', `/v1/orders?${query}`, { as: kim })).status).toBe(400);
    },
  );
});

describe('API8: what a card number would be', () => {
  it('is neither taken nor told', async () => {
    for (const token of ['4111111111111111', 'tok_4111111111111111']) {
      const answer = await orders.ask('POST', '/v1/orders', {
        as: kim,
        headers: { 'idempotency-key': 'card' },
        body: { cartId, paymentMethod: { token } },
      });
      expect(answer.status).toBe(422);
      expect(answer.text).not.toContain('41111111');
    }
    expect(JSON.stringify(orders.lines)).not.toContain('41111111');
  });
});
