import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { reconcile } from '../../../services/payments/reconcile.ts';
import { resolveDoubts } from '../../../services/payments/resolve-doubts.ts';
import { type Asked, authorize } from './support/a-payment.ts';
import type { InMemoryAuthorizationStore } from './support/in-memory-authorization-store.ts';
import type { PaymentsAnswer } from './support/payments-client.ts';
import { type StartedPayments, startPayments } from './support/started-payments.ts';

let payments: StartedPayments<InMemoryAuthorizationStore>;
beforeEach(async () => {
  payments = await startPayments();
});
afterEach(async () => {
  await payments.close();
});

const asked = (how?: Asked) => authorize(payments.ask, how);
const follow = async ({ body }: PaymentsAnswer, relation: string) => {
  const link = body._links[relation];
  if (link === undefined) throw new Error(`no '${relation}' in ${JSON.stringify(body._links)}`);
  return await payments.ask((link.method ?? 'GET') as 'GET', link.href, { as: 'orders' });
};
const entries = async (answer: PaymentsAnswer) => {
  const { body } = await follow(answer, 'ledger');
  expect(body.sum).toBe(0);
  return (body.entries as { posting: string; account: string; amount: number }[]).map(
    ({ posting, account, amount }) => `${posting} ${account} ${amount}`,
  );
};
const sweep = () => resolveDoubts({ ...payments, log: payments.log });

describe('an authorization', () => {
  it('holds money, then takes it, then gives it back, and the ledger tells of each', async () => {
    const held = await asked();
    expect(held).toMatchObject({ status: 201, body: { state: 'authorized' } });
    expect(held.headers.location).toBe(held.body._links.self?.href);
    const taken = await follow(held, 'capture');
    expect(taken).toMatchObject({ status: 200, body: { state: 'captured' } });
    expect(taken.body._links).not.toHaveProperty('void');
    expect(await follow(taken, 'refund')).toMatchObject({ status: 200, body: { state: 'refunded' } });
    expect(await entries(held)).toEqual([
      'authorized customer -2580',
      'authorized held 2580',
      'captured held -2580',
      'captured shop 2580',
      'refunded shop -2580',
      'refunded customer 2580',
    ]);
  });

  it('lets go of the money where it is voided', async () => {
    const held = await asked();
    expect(await follow(held, 'void')).toMatchObject({ status: 200, body: { state: 'voided' } });
    expect(await entries(held)).toHaveLength(4);
    expect(await follow(held, 'capture')).toMatchObject({ status: 409, body: { state: 'voided' } });
  });

  it('does everything once, however often it is asked', async () => {
    const held = await asked();
    await Promise.all([follow(held, 'capture'), follow(held, 'capture')]);
    expect(await follow(held, 'capture')).toMatchObject({ status: 200, body: { state: 'captured' } });
    expect(await entries(held)).toHaveLength(4);
    expect(await follow(held, 'void')).toMatchObject({ status: 409, body: { state: 'captured' } });
  });

  it.each([
    ['tok_declined', 'card-declined'],
    ['tok_insufficient', 'insufficient-funds'],
  ])('with %s is declined and moves nothing', async (token, refusal) => {
    const declined = await asked({ token });
    expect(declined).toMatchObject({ status: 201, body: { state: 'declined', refusal } });
    expect(await entries(declined)).toEqual([]);
  });

  it('that cannot be captured says why, and can be voided', async () => {
    const held = await asked({ token: 'tok_capture_refused' });
    expect(await follow(held, 'capture')).toMatchObject({
      status: 409,
      body: { type: 'urn:shoal:problem:refused-by-provider', refusal: 'authorization-expired' },
    });
    expect(await follow(held, 'void')).toMatchObject({ status: 200, body: { state: 'voided' } });
  });

  it('forgets the token of the means of payment when the provider has answered', async () => {
    const { body } = await asked();
    expect((await payments.store.find(String(body.id)))?.token).toBeUndefined();
  });
});

describe('an Idempotency-Key', () => {
  it('gives the same authorization to the same request', async () => {
    const orderId = randomUUID();
    const first = await asked({ orderId });
    const again = await asked({ orderId });
    expect(again).toMatchObject({ status: 200, body: first.body });
    expect(await entries(first)).toHaveLength(2);
  });

  it('is refused for another request', async () => {
    const key = 'one-key';
    await asked({ key, amount: 100 });
    expect((await asked({ key, amount: 200 })).status).toBe(422);
  });

  it('is required', async () => {
    const answer = await payments.ask('POST', '/v1/authorizations', { as: 'orders', body: {} });
    expect(answer.status).toBe(400);
    expect(answer.text).toContain('idempotency-key');
  });

  it('is in progress while another task asks the provider, until that task counts as gone', async () => {
    const orderId = randomUUID();
    const dying = jest
      .spyOn(payments.provider, 'authorize')
      .mockRejectedValueOnce(new Error('the task dies'));
    expect((await asked({ orderId })).status).toBe(500);
    dying.mockRestore();
    expect(await asked({ orderId })).toMatchObject({
      status: 409,
      body: { type: 'urn:shoal:problem:in-progress' },
    });
    await payments.clock.advance(10_000);
    expect(await asked({ orderId })).toMatchObject({ status: 200, body: { state: 'authorized' } });
  });
});

describe('a provider that does not answer', () => {
  it.each(['tok_timeout', 'tok_timeout_lost'])(
    'leaves %s unknown until a sweep has asked it',
    async (token) => {
      const unknown = await asked({ token });
      expect(unknown).toMatchObject({ status: 201, body: { state: 'unknown', underWay: 'authorize' } });
      expect(await sweep()).toBe(0);
      await payments.clock.advance(2000);
      expect(await sweep()).toBe(1);
      expect(await follow(unknown, 'self')).toMatchObject({ body: { state: 'authorized' } });
      expect(await entries(unknown)).toHaveLength(2);
    },
  );

  it('is not asked to capture twice', async () => {
    const held = await asked({ token: 'tok_timeout_capture' });
    expect(await follow(held, 'capture')).toMatchObject({ status: 202, body: { state: 'unknown' } });
    expect((await follow(held, 'void')).status).toBe(202);
    await payments.clock.advance(2000);
    expect(await sweep()).toBe(1);
    expect(await follow(held, 'capture')).toMatchObject({ status: 200, body: { state: 'captured' } });
    expect(await entries(held)).toHaveLength(4);
  });
});

describe('reconciling', () => {
  it('finds nothing where ledger and provider agree, and counts what is under way', async () => {
    await follow(await asked(), 'capture');
    await asked({ token: 'tok_declined' });
    await asked({ token: 'tok_timeout' });
    expect(await reconcile(payments)).toEqual({
      compared: 3,
      underWay: 1,
      differences: [],
      imbalances: [],
    });
  });

  it('finds money that the provider took twice, and payments nobody asked for', async () => {
    const twice = await asked({ token: 'tok_duplicate' });
    await follow(twice, 'capture');
    const stranger = randomUUID();
    const money = { amount: 7, currency: 'EUR' };
    await payments.provider.authorize({ reference: stranger, token: 'tok_visa', money });
    const { differences } = await reconcile(payments);
    expect(differences).toEqual([
      {
        authorizationId: twice.body.id,
        orderId: twice.body.orderId,
        ledger: { held: 0, taken: 2580 },
        provider: { held: 0, taken: 5160 },
      },
      {
        authorizationId: stranger,
        orderId: undefined,
        ledger: { held: 0, taken: 0 },
        provider: { held: 7, taken: 0 },
      },
    ]);
  });

  it('finds entries that do not sum to zero', async () => {
    await asked();
    payments.store.entries.pop();
    expect((await reconcile(payments)).imbalances).toEqual([{ currency: 'EUR', amount: -2580 }]);
  });
});

describe('access', () => {
  const path = `/v1/authorizations/${randomUUID()}`;
  it.each([
    ['POST', '/v1/authorizations'],
    ['POST', `${path}/captures`],
    ['POST', `${path}/refunds`],
    ['DELETE', path],
  ] as const)('to %s %s is for orders alone', async (method, at) => {
    for (const as of [
      { subject: 'kim', roles: ['staff', 'operator', 'service'] },
      { subject: 'kim' },
      'gateway',
    ]) {
      expect([401, 403]).toContain((await payments.ask(method, at, { as, body: {} })).status);
    }
    expect((await payments.ask(method, at, { body: {} })).status).toBe(401);
  });

  it('to an authorization is for its customer, for staff and for orders', async () => {
    const { body } = await asked();
    const read = async (as: { subject: string; roles?: string[] } | string) =>
      (await payments.ask('GET', body._links.self?.href ?? '', { as })).status;
    expect(await read({ subject: 'kim' })).toBe(200);
    expect(await read({ subject: 'sam', roles: ['staff'] })).toBe(200);
    expect(await read('orders')).toBe(200);
    expect(await read({ subject: 'lee' })).toBe(404);
    expect(await read('gateway')).toBe(403);
  });

  it('to the ledger is not for customers', async () => {
    const at = `/v1/ledger?order=${randomUUID()}`;
    expect((await payments.ask('GET', at, { as: { subject: 'kim' } })).status).toBe(403);
    expect((await payments.ask('GET', at, { as: { subject: 'sam', roles: ['staff'] } })).status).toBe(200);
  });
});
