import { describe, expect, it } from '@jest/globals';
import type { OwnCall } from '../../../services/orders/own-account.ts';
import { RemotePayments } from '../../../services/orders/remote-payments.ts';
import { orderOf } from './support/an-order.ts';

const paymentId = '01940000-0000-7000-8000-0000000000aa';
const order = orderOf(Date.now(), { paymentId });
const refused = { type: 'urn:shoal:problem:refused-by-provider', refusal: 'no-more', state: 'authorized' };
const busy = { type: 'urn:shoal:problem:in-progress' };

type Scripted = readonly [status: number, body?: unknown];

/** Payments that give these answers, one after the other. */
function scripted(...answers: readonly Scripted[]) {
  const calls: OwnCall[] = [];
  const payments = new RemotePayments(async (call) => {
    const [status, body = {}] = answers[calls.length] ?? [500];
    calls.push(call);
    return { status, headers: {}, body };
  });
  return { payments, calls };
}

describe('authorizing', () => {
  it('asks once an order', async () => {
    const { payments, calls } = scripted([201, { id: paymentId, state: 'authorized' }]);
    expect(await payments.authorize(order)).toEqual({ outcome: 'done', paymentId });
    expect(calls).toMatchObject([
      {
        method: 'POST',
        path: '/v1/authorizations',
        headers: { 'idempotency-key': order.id },
        body: { orderId: order.id, customer: 'kim', amount: order.total },
      },
    ]);
  });

  it.each([
    [200, { id: paymentId, state: 'captured' }, { outcome: 'done', paymentId }],
    [201, { id: paymentId, state: 'declined', refusal: 'x' }, { outcome: 'refused', reason: 'x' }],
    [200, { id: paymentId, state: 'voided' }, { outcome: 'refused', reason: 'payment-given-back' }],
    [201, { id: paymentId, state: 'unknown' }, { outcome: 'later' }],
    [409, busy, { outcome: 'later' }],
  ])('makes of %i %j what the saga knows', async (status, body, expected) => {
    expect(await scripted([status, body]).payments.authorize(order)).toMatchObject(expected);
  });

  it.each([[201, { state: 'authorized' }], [201, 'text'], [403], [409], [422], [503]] as Scripted[])(
    'tries again after %i %j',
    async (...answer) => {
      await expect(scripted(answer).payments.authorize(order)).rejects.toThrow('payments answered');
    },
  );
});

describe('capturing', () => {
  it.each([
    [200, {}, { outcome: 'done' }],
    [202, {}, { outcome: 'later' }],
    [409, busy, { outcome: 'later' }],
    [409, refused, { outcome: 'refused', reason: 'no-more' }],
    [409, { state: 'voided' }, { outcome: 'refused', reason: 'payment-given-back' }],
  ])('makes of %i %j what the saga knows', async (status, body, expected) => {
    const { payments, calls } = scripted([status, body]);
    expect(await payments.capture(order)).toMatchObject(expected);
    expect(calls[0]?.path).toBe(`/v1/authorizations/${paymentId}/captures`);
  });
});

describe('giving back', () => {
  const conflict = 'urn:shoal:problem:conflict';
  it.each<[string, readonly Scripted[], Record<string, unknown>]>([
    ['what is held', [[200]], { outcome: 'done' }],
    ['what was taken', [[409, { type: conflict, state: 'captured' }], [200]], { outcome: 'done' }],
    ['what was given back before', [[409, { type: conflict, state: 'refunded' }]], { outcome: 'done' }],
    ['what nobody knows the state of, later', [[202]], { outcome: 'later' }],
    ['what is being captured, later', [[409, busy]], { outcome: 'later' }],
    [
      'what the provider will not give back, never',
      [
        [409, { type: conflict, state: 'captured' }],
        [409, { ...refused, state: 'captured' }],
      ],
      { outcome: 'refused', reason: 'no-more' },
    ],
  ])('gives back %s', async (_, answers, expected) => {
    const { payments, calls } = scripted(...answers);
    expect(await payments.giveBack(order)).toMatchObject(expected);
    expect(calls.map(({ method }) => method)).toEqual(['DELETE', 'POST'].slice(0, answers.length));
  });
});
