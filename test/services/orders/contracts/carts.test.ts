import { afterAll, describe, expect, it } from '@jest/globals';
import { MatchersV3 } from '@pact-foundation/pact';
import type { Order } from '../../../../services/orders/order.ts';
import { RemoteCarts } from '../../../../services/orders/remote-carts.ts';
import { openContract } from '../../../support/contracts/contract.ts';
import { pathOfState } from '../../../support/contracts/path-of-state.ts';
import { callContext } from '../../kit/support/call-context.ts';
import { boat, cartId, orderOf } from '../support/an-order.ts';
import { answerOf, callHeaders } from '../support/call-headers.ts';
import { onOwnAccountAt } from '../support/own-account-at.ts';

const { atLeastLike, boolean, integer, regex, string } = MatchersV3;
const contract = openContract({ consumer: 'orders', provider: 'carts' });
afterAll(() => contract.close());

const kim = callContext('Bearer kim');
const asKim = { authorization: regex('^Bearer .+$', 'Bearer kim') };
const asOrders = { authorization: regex('^Bearer .+$', 'Bearer service:orders') };
const viewPath = pathOfState('/v1/carts/{cartId}/checkout-view', { cartId });
const cartPath = pathOfState('/v1/carts/{cartId}', { cartId });
const order: Order = orderOf(Date.now());

const cartsAt = <Answer>(url: string, call: (carts: RemoteCarts) => Promise<Answer>): Promise<Answer> =>
  onOwnAccountAt({ name: 'carts', url }, (ownAccount, calls) => call(new RemoteCarts({ calls, ownAccount })));

describe('orders need of carts', () => {
  it("what is to be ordered, with the buyer's own credentials", () =>
    contract.pact
      .addInteraction()
      .given('kim has a cart', { product: boat, quantity: 2 })
      .uponReceiving('a checkout')
      .withRequest('POST', viewPath, (request) => request.headers(asKim))
      .willRespondWith(200, (answer) =>
        answer.headers({ etag: regex('^"[^"]{1,98}"$', '"cart-1"') }).jsonBody({
          items: atLeastLike(
            {
              productId: string(boat),
              title: string('Boat'),
              quantity: integer(2),
              unitPrice: { amount: integer(1290), currency: 'EUR' },
            },
            1,
          ),
          total: { amount: integer(2580), currency: string('EUR') },
          ready: boolean(true),
        }),
      )
      .executeTest(async ({ url }) => {
        expect(await cartsAt(url, (carts) => carts.checkout(cartId, kim))).toEqual({
          items: [
            { productId: boat, title: 'Boat', quantity: 2, unitPrice: { amount: 1290, currency: 'EUR' } },
          ],
          total: { amount: 2580, currency: 'EUR' },
          ready: true,
          etag: '"cart-1"',
        });
      }));

  it("a 404 for somebody else's cart", () =>
    contract.pact
      .addInteraction()
      .given('kim has a cart', { product: boat, quantity: 1 })
      .uponReceiving("a checkout of somebody else's cart")
      .withRequest('POST', viewPath, (request) =>
        request.headers({ authorization: regex('^Bearer .+$', 'Bearer max') }),
      )
      .willRespondWith(404)
      .executeTest(async ({ url }) => {
        const asked = cartsAt(url, (carts) => carts.checkout(cartId, callContext('Bearer max')));
        await expect(asked).rejects.toMatchObject({ status: 404 });
      }));

  it('that a cart is emptied once its order is confirmed, as it was when it was ordered', () =>
    contract.pact
      .addInteraction()
      .given('kim has a cart', { product: boat, quantity: 1 })
      .uponReceiving('the clearing of a cart')
      .withRequest('DELETE', cartPath, (request) => request.headers(asOrders))
      .willRespondWith(204)
      .executeTest(async ({ url }) => {
        await cartsAt(url, (carts) => carts.clear({ ...order, cartEtag: undefined }));
      }));

  it('that what came in since stays', () =>
    contract.pact
      .addInteraction()
      .given('kim has a cart', { product: boat, quantity: 1 })
      .uponReceiving('the clearing of a cart that has changed')
      .withRequest('DELETE', cartPath, (request) => request.headers({ ...asOrders, 'if-match': '"cart-1"' }))
      .willRespondWith(412)
      .executeTest(async ({ url }) => {
        await cartsAt(url, (carts) => carts.clear(order));
      }));

  it('that several calls come in one exchange, and each is answered by itself', () => {
    const cartIds = ['a', 'b'].map((letter) => `u${letter.repeat(32)}`);
    const headers = callHeaders();
    return contract.pact
      .addInteraction()
      .uponReceiving('the clearing of two carts in one exchange')
      .withRequest('POST', '/v1/calls', (request) =>
        request.headers(asOrders).jsonBody({
          calls: cartIds.map((id) => ({ method: 'DELETE', path: `/v1/carts/${id}`, headers })),
        }),
      )
      .willRespondWith(200, (answer) => answer.jsonBody({ answers: [answerOf(204), answerOf(204)] }))
      .executeTest(async ({ url }) => {
        await cartsAt(url, (carts) =>
          Promise.all(cartIds.map((id) => carts.clear({ ...order, cartId: id, cartEtag: undefined }))),
        );
      });
  });

  it('nothing else than what is written down beside them', () => contract.keep());
});
