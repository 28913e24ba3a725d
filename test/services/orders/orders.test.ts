import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { recoverOrders } from '../../../services/orders/recover-orders.ts';
import { leaseMs } from '../../../services/orders/saga.ts';
import { buy, follow, itemsOf, order } from './support/a-cart.ts';
import { boat, cartId } from './support/an-order.ts';
import { kim, lee, type OrdersAnswer, staff } from './support/orders-client.ts';
import { type StartedOrders, startOrders } from './support/started-orders.ts';

let orders: StartedOrders;
beforeEach(async () => {
  orders = await startOrders();
});
afterEach(async () => {
  await orders.close();
});

const minute = 60_000;
const day = 24 * 60 * minute;
const stored = async ({ body }: OrdersAnswer) => {
  const found = await orders.store.find(String(body.id));
  if (found === undefined) throw new Error(`no order ${body.id}`);
  return found;
};
const sweep = () => recoverOrders(orders);

describe('placing an order', () => {
  it('takes stock and money, empties the cart, and answers with the order', async () => {
    const placed = await buy(orders);
    expect(placed).toMatchObject({
      status: 201,
      body: {
        state: 'confirmed',
        total: { amount: 1500, currency: 'EUR' },
        items: [{ productId: boat }, {}],
      },
    });
    expect(placed.headers.location).toBe(placed.body._links.self?.href);
    expect((await follow(orders, placed, 'self')).body).toEqual(placed.body);
    expect(orders.stock.onHand(boat)).toBe(9);
    expect(await orders.payments.takenFor(await stored(placed))).toBe(1500);
    expect(await order(orders)).toMatchObject({ status: 422 });
  });

  it('charges nothing and gives the stock back where the payment is declined', async () => {
    const declined = await buy(orders, { token: 'tok_declined' });
    expect(declined).toMatchObject({
      status: 402,
      body: { type: 'urn:shoal:problem:payment-declined', reason: 'card-declined' },
    });
    expect(orders.stock.available(boat)).toBe(10);
    expect((await follow(orders, declined, 'order')).body).toMatchObject({ state: 'cancelled' });
  });

  it('charges nothing where there is too little, and says of which product', async () => {
    const short = await buy(orders, { items: itemsOf(11) });
    expect(short).toMatchObject({
      status: 409,
      body: {
        type: 'urn:shoal:problem:not-enough-stock',
        product: { id: boat, requested: 11, available: 10 },
      },
    });
    expect(short.body._links).toHaveProperty('checkout-view');
  });

  it('orders nothing at prices the buyer was not told', async () => {
    const changed = await buy(orders, { ready: false });
    expect(changed).toMatchObject({ status: 409, body: { type: 'urn:shoal:problem:cart-not-ready' } });
    expect((await orders.ask('GET', '/v1/orders', { as: kim })).body.orders).toEqual([]);
  });

  it('is accepted where the provider does not answer, and confirmed by a sweep', async () => {
    const key = 'one';
    const accepted = await buy(orders, { token: 'tok_timeout', key });
    expect(accepted).toMatchObject({ status: 202, body: { state: 'placed' } });
    expect(await order(orders, { token: 'tok_timeout', key })).toMatchObject({
      status: 202,
      body: accepted.body,
    });
    await orders.clock.advance(2000);
    await orders.payments.resolve();
    expect(await sweep()).toBe(1);
    expect((await follow(orders, accepted, 'self')).body.state).toBe('confirmed');
  });

  it('is accepted where catalog does not answer in time', async () => {
    const { promise: silence, resolve: speak } = Promise.withResolvers<void>();
    const reserve = orders.stock.reserve.bind(orders.stock);
    orders.stock.reserve = async (one) => {
      await silence;
      return await reserve(one);
    };
    const asked = buy(orders);
    while ((await orders.store.list({ userId: 'kim', before: undefined, limit: 1 })).length === 0) {
      await orders.clock.advance(0);
    }
    await orders.clock.advance(4000);
    const accepted = await asked;
    expect(accepted).toMatchObject({ status: 202, body: { state: 'placed' } });
    speak();
    await orders.saga.idle();
    expect((await stored(accepted)).step).toBe('confirmed');
  });
});

describe('an Idempotency-Key', () => {
  it('gives the same answer to the same request, and orders once', async () => {
    const first = await buy(orders, { key: 'one' });
    const again = await order(orders, { key: 'one' });
    expect(again).toMatchObject({ status: 201, body: first.body });
    expect(again.headers.location).toBe(first.headers.location);
    expect(orders.carts.checkouts).toBe(1);
    expect(orders.stock.onHand(boat)).toBe(9);
  });

  it('gives the same refusal to the same request', async () => {
    const first = await buy(orders, { key: 'one', items: itemsOf(11) });
    const { traceId: _, ...body } = (await order(orders, { key: 'one' })).body;
    const { traceId: __, ...firstBody } = first.body;
    expect(body).toEqual(firstBody);
  });

  it('is a 422 with another body', async () => {
    await buy(orders, { key: 'one' });
    expect((await order(orders, { key: 'one', token: 'tok_other' })).status).toBe(422);
  });

  it('is a 409 while the order is in progress', async () => {
    const { promise: silence, resolve: speak } = Promise.withResolvers<void>();
    const confirm = orders.stock.confirm.bind(orders.stock);
    const { promise: confirming, resolve: confirms } = Promise.withResolvers<void>();
    orders.stock.confirm = async (one) => {
      confirms();
      await silence;
      return await confirm(one);
    };
    const first = buy(orders, { key: 'one' });
    await confirming;
    const again = await order(orders, { key: 'one' });
    expect(again).toMatchObject({ status: 409, body: { type: 'urn:shoal:problem:in-progress' } });
    expect(again.headers['retry-after']).toBe('1');
    speak();
    expect((await first).status).toBe(201);
  });

  it('is a 400 where it is missing', async () => {
    const body = { cartId, paymentMethod: { token: 'tok_visa' } };
    const answer = await orders.ask('POST', '/v1/orders', { as: kim, body });
    expect(answer).toMatchObject({ status: 400, body: { in: 'headers' } });
  });

  it('is each buyer’s own', async () => {
    await buy(orders, { key: 'one' });
    expect((await buy(orders, { key: 'one', as: lee })).status).toBe(201);
    expect(orders.stock.onHand(boat)).toBe(8);
  });

  it('is honoured for 24 hours, and forgotten afterwards', async () => {
    const as = { ...kim, minutes: 3 * 24 * 60 };
    await buy(orders, { key: 'one', as });
    await orders.clock.advance(day - 1);
    expect((await order(orders, { key: 'one', as })).status).toBe(201);
    await orders.clock.advance(1);
    expect((await order(orders, { key: 'one', as })).status).toBe(422);
    expect((await buy(orders, { key: 'one', as })).status).toBe(201);
    expect(orders.stock.onHand(boat)).toBe(8);
  });
});

describe('cancelling', () => {
  it('gives money and stock back, once', async () => {
    const placed = await buy(orders);
    const cancelled = await follow(orders, placed, 'cancel');
    expect(cancelled).toMatchObject({
      status: 200,
      body: { state: 'cancelled', reason: 'cancelled-by-buyer' },
    });
    expect(cancelled.body._links).not.toHaveProperty('cancel');
    expect((await follow(orders, placed, 'cancel')).body).toEqual(cancelled.body);
    expect(orders.stock.available(boat)).toBe(10);
    expect(await orders.payments.takenFor(await stored(placed))).toBe(0);
  });

  it('turns around an order that somebody works on', async () => {
    const accepted = await buy(orders, { token: 'tok_timeout' });
    expect(await follow(orders, accepted, 'cancel')).toMatchObject({
      status: 202,
      body: { state: 'placed' },
    });
    await orders.clock.advance(2000);
    await orders.payments.resolve();
    await sweep();
    expect(await stored(accepted)).toMatchObject({ step: 'cancelled', reason: 'cancelled-by-buyer' });
    expect(await orders.payments.heldFor(await stored(accepted))).toBe(0);
    expect(orders.stock.available(boat)).toBe(10);
  });

  it('ends when the order is packed, and the refund takes its place', async () => {
    const placed = await buy(orders);
    await orders.clock.advance(30 * minute);
    expect(await follow(orders, placed, 'cancel', { ...kim, minutes: 60 })).toMatchObject({ status: 409 });
    const late = await follow(orders, placed, 'cancel', { ...kim, minutes: 60 });
    expect(late.body._links).toHaveProperty('refund');
    expect((await stored(placed)).step).toBe('confirmed');
  });

  it('tells whoever repeats the request that placed it what that was answered', async () => {
    const placed = await buy(orders, { key: 'one' });
    await follow(orders, placed, 'cancel');
    expect(await order(orders, { key: 'one' })).toMatchObject({ status: 201, body: placed.body });
  });

  it('says 202 where payments is away, and a sweep brings it to its end', async () => {
    const placed = await buy(orders);
    const giveBack = orders.payments.giveBack;
    orders.payments.giveBack = () => Promise.reject(new Error('payments is away'));
    expect(await follow(orders, placed, 'cancel')).toMatchObject({
      status: 202,
      body: { state: 'cancelling' },
    });
    orders.payments.giveBack = giveBack;
    await orders.clock.advance(leaseMs);
    await sweep();
    expect((await stored(placed)).step).toBe('cancelled');
  });
});

describe('refunding', () => {
  it('gives the money back, once, and leaves the goods sold', async () => {
    const placed = await buy(orders);
    const refunded = await follow(orders, placed, 'refund');
    expect(refunded).toMatchObject({ status: 200, body: { state: 'refunded' } });
    expect((await follow(orders, placed, 'refund')).body).toEqual(refunded.body);
    expect(await follow(orders, placed, 'cancel')).toMatchObject({ status: 409 });
    expect(await orders.payments.takenFor(await stored(placed))).toBe(0);
    expect(orders.stock.onHand(boat)).toBe(9);
  });

  it('is a 409 where the provider refuses, and can be asked for again', async () => {
    const placed = await buy(orders);
    const giveBack = orders.payments.giveBack;
    orders.payments.giveBack = async () => ({ outcome: 'refused', reason: 'no-more' });
    expect(await follow(orders, placed, 'refund')).toMatchObject({ status: 409 });
    expect((await follow(orders, placed, 'self')).body).toMatchObject({ state: 'confirmed' });
    orders.payments.giveBack = giveBack;
    expect(await follow(orders, placed, 'refund')).toMatchObject({ status: 200 });
  });

  it('is the buyer’s for 14 days, and staff’s for ever', async () => {
    const placed = await buy(orders);
    await orders.clock.advance(14 * day);
    const minutes = 21 * 24 * 60;
    expect((await follow(orders, placed, 'refund', { ...kim, minutes })).status).toBe(409);
    expect((await follow(orders, placed, 'refund', { ...staff, minutes })).status).toBe(200);
  });
});

describe('the history', () => {
  it('is paged from the newest, and each order is on one page', async () => {
    const placed: unknown[] = [];
    for (let number = 0; number < 5; number++) {
      placed.unshift((await buy(orders, { items: itemsOf(1, 1) })).body.id);
      await orders.clock.advance(1);
    }
    await buy(orders, { as: lee });
    const seen: unknown[] = [];
    let page = await orders.ask('GET', '/v1/orders?limit=2', { as: kim });
    for (;;) {
      expect(page.status).toBe(200);
      const listed = page.body.orders as readonly { id: string }[];
      expect(listed.length).toBeLessThanOrEqual(2);
      seen.push(...listed.map(({ id }) => id));
      if (page.body._links.next === undefined) break;
      page = await follow(orders, page, 'next');
    }
    expect(seen).toEqual(placed);
  });

  it('of another buyer is for staff only', async () => {
    const placed = await buy(orders);
    expect((await orders.ask('GET', '/v1/orders?customer=kim', { as: lee })).status).toBe(403);
    const { body } = await orders.ask('GET', '/v1/orders?customer=kim', { as: staff });
    expect(body.orders).toEqual([placed.body]);
  });
});
