import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { authorize } from './support/a-payment.ts';
import type { PaymentsAnswer } from './support/payments-client.ts';
import { type StartedPayments, startPayments } from './support/started-payments.ts';

let payments: StartedPayments<never>;
let authorization: string;
beforeAll(async () => {
  payments = await startPayments();
  authorization = String((await authorize(payments.ask)).body.id);
});
afterAll(async () => {
  await payments.close();
});
afterEach(() => {
  expect(payments.lines.filter(({ level }) => level === 'error')).toEqual([]);
});

const holds = (property: fc.IAsyncProperty<unknown>) =>
  fc.assert(property as fc.IAsyncProperty<[]>, { numRuns: 40 });
/** Made sense, or was refused with a problem that tells nothing of the inside. */
const expectNoFailure = ({ status, headers, text }: PaymentsAnswer): void => {
  expect(status).toBeLessThan(500);
  if (status < 400) return;
  expect(headers['content-type']).toContain('application/problem+json');
  expect(text).not.toMatch(/node_modules|\.ts\b|SELECT|ER_[A-Z]/);
};
const body = { orderId: randomUUID(), customer: 'kim', amount: { amount: 5, currency: 'EUR' } };
const post = (value: unknown, key: string = randomUUID()) =>
  payments.ask('POST', '/v1/authorizations', {
    as: 'orders',
    headers: { 'idempotency-key': key },
    body: value,
  });

describe('bad input', () => {
  it('in any body is refused', () =>
    holds(
      fc.asyncProperty(fc.jsonValue(), async (value) =>
        expect([400, 422]).toContain((await post(value)).status),
      ),
    ));

  it('in one member is refused or makes sense', () =>
    holds(
      fc.asyncProperty(
        fc.constantFrom('orderId', 'customer', 'amount', 'paymentMethod', 'state', '__proto__'),
        fc.oneof(fc.jsonValue(), fc.string({ unit: 'binary' }), fc.double()),
        async (member, value) => {
          const paymentMethod = { token: 'tok_visa' };
          expectNoFailure(
            await post(Object.fromEntries([...Object.entries({ ...body, paymentMethod }), [member, value]])),
          );
        },
      ),
    ));

  it('in amounts and tokens is refused or makes sense', () =>
    holds(
      fc.asyncProperty(
        fc.oneof(fc.double(), fc.integer(), fc.maxSafeInteger(), fc.string()),
        fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^tok_\w{0,70}$/)),
        async (amount, token) => {
          const money = { amount, currency: 'EUR' };
          expectNoFailure(await post({ ...body, amount: money, paymentMethod: { token } }));
        },
      ),
    ));

  it('in ids, keys and queries is refused or makes sense', () =>
    holds(
      fc.asyncProperty(
        fc.constantFrom('', '/captures', '/refunds'),
        fc.string({ unit: 'binary', minLength: 1 }),
        fc.stringMatching(/^[\x20-\x7e]{0,100}$/),
        async (end, text, key) => {
          const id = encodeURIComponent(text.toWellFormed());
          for (const method of ['GET', 'POST', 'DELETE'] as const) {
            expectNoFailure(await payments.ask(method, `/v1/authorizations/${id}${end}`, { as: 'orders' }));
          }
          expectNoFailure(await payments.ask('GET', `/v1/ledger?order=${id}`, { as: 'orders' }));
          expectNoFailure(await post({ ...body, paymentMethod: { token: 'tok_visa' } }, key));
        },
      ),
    ));

  it('that looks like a card number is never taken', async () => {
    for (const token of ['4111111111111111', 'tok_4111111111111111', 'tok_x411111111111x']) {
      expect((await post({ ...body, paymentMethod: { token } })).status).toBe(422);
    }
    expect(JSON.stringify(payments.lines)).not.toContain('411111111111');
  });

  it('does not change what is there', async () => {
    const { body: now } = await payments.ask('GET', `/v1/authorizations/${authorization}`, { as: 'orders' });
    expect(now.state).toBe('authorized');
  });
});
