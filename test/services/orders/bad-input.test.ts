import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { buy } from './support/a-cart.ts';
import { cartId } from './support/an-order.ts';
import { kim, type OrdersAnswer } from './support/orders-client.ts';
import { type StartedOrders, startOrders } from './support/started-orders.ts';

let orders: StartedOrders;
let path: string;
beforeAll(async () => {
  orders = await startOrders();
  path = `/v1/orders/${(await buy(orders)).body.id}`;
});
afterAll(async () => {
  await orders.close();
});
afterEach(async () => {
  expect(orders.lines.filter(({ level }) => level === 'error')).toEqual([]);
  expect((await orders.ask('GET', path, { as: kim })).body.state).toBe('confirmed');
});

const holds = (property: fc.IAsyncProperty<unknown>) =>
  fc.assert(property as fc.IAsyncProperty<[]>, { numRuns: 40 });
/** Made sense, or was refused with a problem that tells nothing of the inside. */
const expectNoFailure = ({ status, headers, text }: OrdersAnswer): void => {
  expect(status).toBeLessThan(500);
  if (status < 400) return;
  expect(headers['content-type']).toContain('application/problem+json');
  expect(text).not.toMatch(/node_modules|services\/|\.ts\b|SELECT|ER_[A-Z]/);
};
const post = (body: unknown, key: string = randomUUID()) =>
  orders.ask('POST', '/v1/orders', { as: kim, headers: { 'idempotency-key': key }, body });

describe('bad input', () => {
  it('in any body is refused', () =>
    holds(
      fc.asyncProperty(fc.jsonValue(), async (body) => {
        const answer = await post(body);
        expect([400, 422]).toContain(answer.status);
        expectNoFailure(answer);
      }),
    ));

  it('in one member is refused or makes sense', () =>
    holds(
      fc.asyncProperty(
        fc.constantFrom('cartId', 'paymentMethod', 'token', 'more'),
        fc.oneof(fc.jsonValue(), fc.string({ unit: 'binary' }), fc.stringMatching(/^tok_\w{0,70}$/)),
        async (member, value) => {
          const good = { cartId, paymentMethod: { token: 'tok_visa' } };
          const body =
            member === 'token' ? { cartId, paymentMethod: { token: value } } : { ...good, [member]: value };
          expectNoFailure(await post(body));
        },
      ),
    ));

  it('in keys is refused or makes sense', () =>
    holds(
      fc.asyncProperty(fc.stringMatching(/^[\x20-\x7e]{0,100}$/), async (key) => {
        expectNoFailure(await post({ cartId, paymentMethod: { token: 'tok_visa' } }, key));
      }),
    ));

  it('in ids is refused', () =>
    holds(
      fc.asyncProperty(fc.string({ unit: 'binary', minLength: 1 }), async (text) => {
        const id = encodeURIComponent(text.toWellFormed());
        for (const [method, end] of [
          ['GET', ''],
          ['POST', '/cancellation'],
          ['POST', '/refund'],
          ['DELETE', ''],
        ] as const) {
          const answer = await orders.ask(method, `/v1/orders/${id}${end}`, { as: kim });
          expectNoFailure(answer);
          expect(answer.status).toBeGreaterThanOrEqual(400);
        }
      }),
    ));

  it('in queries is refused or makes sense', () => {
    const value = fc.oneof(fc.string({ unit: 'binary' }), fc.integer().map(String), fc.base64String());
    const query = fc.array(fc.tuple(fc.constantFrom('limit', 'cursor', 'customer', 'q'), value), {
      maxLength: 4,
    });
    return holds(
      fc.asyncProperty(query, async (pairs) => {
        const text = pairs
          .map(([name, one]) => `${name}=${encodeURIComponent(one.toWellFormed())}`)
          .join('&');
        expectNoFailure(await orders.ask('GET', `/v1/orders?${text}`, { as: kim }));
      }),
    );
  });

  it('in cursors somebody made up is refused', () =>
    holds(
      fc.asyncProperty(fc.jsonValue(), async (value) => {
        const cursor = Buffer.from(JSON.stringify(value)).toString('base64url').slice(0, 200);
        fc.pre(cursor !== '');
        expect((await orders.ask('GET', `/v1/orders?cursor=${cursor}`, { as: kim })).status).toBe(400);
      }),
    ));
});
