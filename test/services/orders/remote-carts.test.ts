import { describe, expect, it } from '@jest/globals';
import type { Call } from '../../../services/kit/batching/shared-exchange.ts';
import type { RequestContext } from '../../../services/kit/http/request-context.ts';
import { RemoteCarts } from '../../../services/orders/remote-carts.ts';
import { callContext } from '../kit/support/call-context.ts';
import { recordedLog } from '../kit/support/recorded-log.ts';
import { boat, cartId, orderOf } from './support/an-order.ts';

function carts(status: number, body: unknown = {}, headers = {}) {
  const asked: Pick<Call, 'method' | 'path' | 'headers'>[] = [];
  const answer = async (call: Pick<Call, 'method' | 'path'> & { readonly headers?: Call['headers'] }) => {
    asked.push({ headers: {}, ...call });
    return { status, headers, body };
  };
  return { carts: new RemoteCarts({ calls: answer, ownAccount: answer }), calls: asked };
}

const { log, lines } = recordedLog();
const context = {
  ...callContext('Bearer kim'),
  log,
  span: () => ({ traceparent: 'the span', end: () => {} }),
} as unknown as RequestContext;
const item = {
  productId: boat,
  title: 'Boat',
  quantity: 3,
  unitPrice: { amount: 1000, currency: 'EUR' },
  lineTotal: { amount: 1, currency: 'EUR' },
  state: 'unchanged',
};
const view = { cartId, items: [item], total: { amount: 1, currency: 'EUR' }, ready: true };

describe('a checkout view', () => {
  it('is what is ordered; what is charged follows from its items', async () => {
    const { carts: remote, calls } = carts(200, view, { etag: '"7"' });
    expect(await remote.checkout(cartId, context)).toEqual({
      items: [{ productId: boat, title: 'Boat', quantity: 3, unitPrice: { amount: 1000, currency: 'EUR' } }],
      total: { amount: 3000, currency: 'EUR' },
      ready: true,
      etag: '"7"',
    });
    expect(calls).toMatchObject([
      {
        method: 'POST',
        path: `/v1/carts/${cartId}/checkout-view`,
        headers: { authorization: 'Bearer kim', traceparent: 'the span' },
      },
    ]);
  });

  it.each([
    [404, {}, 404],
    [409, {}, 409],
    [503, {}, 503],
    [200, { ...view, items: [{ ...item, quantity: -1 }] }, 502],
    [200, { ...view, items: [{ ...item, unitPrice: { amount: 10, currency: 'USD' } }] }, 502],
    [403, view, 502],
  ])('that comes as %i %j is a problem %3$i', async (status, body, told) => {
    await expect(carts(status, body).carts.checkout(cartId, context)).rejects.toMatchObject({ status: told });
    if (told === 502) expect(lines.at(-1)).toMatchObject({ level: 'error', status });
  });
});

describe('clearing', () => {
  it.each([204, 404, 412])('is done after a %i, and only of what was ordered', async (status) => {
    const { carts: remote, calls } = carts(status);
    await remote.clear(orderOf(0));
    expect(calls).toMatchObject([
      { method: 'DELETE', path: `/v1/carts/${cartId}`, headers: { 'if-match': '"cart-1"' } },
    ]);
  });

  it('fails after a 500', async () => {
    await expect(carts(500).carts.clear(orderOf(0))).rejects.toThrow('carts answered');
  });
});
