import { describe, expect, it } from '@jest/globals';
import type { ServiceCall, ServiceClient } from '../../../services/kit/clients/service-client.ts';
import type { RequestContext } from '../../../services/kit/http/request-context.ts';
import { RemoteCarts } from '../../../services/orders/remote-carts.ts';
import { recordedLog } from '../kit/support/recorded-log.ts';
import { boat, cartId, orderOf } from './support/an-order.ts';

function carts(status: number, body: unknown = {}, headers = {}) {
  const calls: Pick<ServiceCall, 'method' | 'path' | 'headers'>[] = [];
  const answer = async (call: Pick<ServiceCall, 'method' | 'path' | 'headers'>) => {
    calls.push(call);
    return { status, headers, body: Buffer.from(JSON.stringify(body)) };
  };
  const client = { request: answer } as Pick<ServiceClient, 'request'> as ServiceClient;
  return { carts: new RemoteCarts({ client, ownAccount: answer }), calls };
}

const { log, lines } = recordedLog();
const context = { log } as RequestContext;
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
    expect(calls).toMatchObject([{ method: 'POST', path: `/v1/carts/${cartId}/checkout-view`, context }]);
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
