import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createServiceToken } from '../../../../services/kit/auth/service-token.ts';
import { shareExchanges } from '../../../../services/kit/batching/shared-exchange.ts';
import { createUpstream, type Upstream } from '../../../../services/kit/clients/upstream.ts';
import type { Order } from '../../../../services/orders/order.ts';
import { onOwnAccount } from '../../../../services/orders/own-account.ts';
import { RemoteCarts } from '../../../../services/orders/remote-carts.ts';
import { callContext } from '../../kit/support/call-context.ts';
import { recordedLog } from '../../kit/support/recorded-log.ts';
import { coffee, tea } from '../support/an-item.ts';
import { ordersSecret, type StartedCarts, startCarts } from '../support/started-carts.ts';

const kim = { subject: 'kim' };
let carts: StartedCarts;
let upstream: Upstream;
let remote: RemoteCarts;
let cartId: string;
beforeAll(async () => {
  carts = await startCarts();
  const parts = { name: 'carts', url: carts.url, timeoutMs: 2000, capacity: 4, log: recordedLog().log };
  upstream = createUpstream(parts);
  const serviceToken = createServiceToken({ self: 'orders', secrets: { carts: ordersSecret } });
  const calls = shareExchanges({ upstream, serviceToken, limitMs: 2000 });
  remote = new RemoteCarts({ calls, ownAccount: onOwnAccount(calls) });
  cartId = String((await carts.ask('GET', '/v1/carts/mine', { as: kim })).body.id);
});
afterAll(async () => {
  await upstream.close();
  await carts.close();
});
beforeEach(() => put(tea, 2));

const put = async (product: string, quantity: number): Promise<void> => {
  const answer = await carts.ask('PUT', `/v1/carts/${cartId}/items/${product}`, {
    as: kim,
    body: { quantity },
    headers: { 'if-match': '*' },
  });
  expect(answer.status).toBe(200);
};
const buyer = async (subject = 'kim') => callContext(`Bearer ${await carts.tokens.sign({ subject })}`);
const orderOf = (etag: string | undefined) => {
  const { traceparent, correlationId } = callContext();
  return { cartId, cartEtag: etag, origin: { traceparent, correlationId } } as unknown as Order;
};
const itemsLeft = async () =>
  (await carts.ask('GET', '/v1/carts/mine', { as: kim })).body.items as readonly unknown[];

describe('carts answer as orders need it', () => {
  it('with what the buyer orders, at the prices of the moment', async () => {
    expect(await remote.checkout(cartId, await buyer())).toEqual({
      items: [
        { productId: tea, title: 'Product 2', quantity: 2, unitPrice: { amount: 1290, currency: 'EUR' } },
      ],
      total: { amount: 2580, currency: 'EUR' },
      ready: true,
      etag: expect.any(String),
    });
    carts.shelf.put(tea, { amount: 1300 });
    expect(await remote.checkout(cartId, await buyer())).toMatchObject({ ready: false });
    expect(await remote.checkout(cartId, await buyer())).toMatchObject({
      ready: true,
      total: { amount: 2600 },
    });
  });

  it('with a 404 for whose cart it is not', async () => {
    await expect(remote.checkout(cartId, await buyer('max'))).rejects.toMatchObject({ status: 404 });
  });

  it('when it clears a cart after the order, and leaves what came in since', async () => {
    const { etag } = await remote.checkout(cartId, await buyer());
    await put(coffee, 1);
    await remote.clear(orderOf(etag));
    expect(await itemsLeft()).toHaveLength(2);
    const now = await remote.checkout(cartId, await buyer());
    await remote.clear(orderOf(now.etag));
    await remote.clear(orderOf(undefined));
    expect(await itemsLeft()).toEqual([]);
  });
});
