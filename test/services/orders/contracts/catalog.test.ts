import { afterAll, describe, expect, it } from '@jest/globals';
import { MatchersV3 } from '@pact-foundation/pact';
import { CatalogStock } from '../../../../services/orders/catalog-stock.ts';
import type { Order } from '../../../../services/orders/order.ts';
import { openContract } from '../../../support/contracts/contract.ts';
import { boat, oar, orderOf } from '../support/an-order.ts';
import { answerOf, callHeaders } from '../support/call-headers.ts';
import { onOwnAccountAt } from '../support/own-account-at.ts';

const { eachLike, regex, string } = MatchersV3;
const contract = openContract({ consumer: 'orders', provider: 'catalog' });
afterAll(() => contract.close());

const soldOut = '01940000-0000-7000-8000-000000000008';
const gone = '01940000-0000-7000-8000-000000000009';
const signed = { authorization: regex('^Bearer .+$', 'Bearer service:orders') };
/** An order of its own for each interaction: what one of them leaves behind is nothing to the next. */
function orderNumber(number: number, ...products: readonly string[]) {
  const bought = products.length > 0 ? products : [boat, oar];
  const items = bought.map((productId) => ({ productId, quantity: 2 }));
  const priced = items.map((item) => ({ ...item, title: 'Any', unitPrice: { amount: 1, currency: 'EUR' } }));
  const id = `01980000-0000-7000-8000-${String(number).padStart(12, '0')}`;
  const order: Order = orderOf(Date.now(), { id, items: priced });
  return { order, path: `/v1/reservations/${id}`, body: { items, holdMinutes: 15 }, state: { id, items } };
}
const stockAt = <Answer>(url: string, call: (stock: CatalogStock) => Promise<Answer>): Promise<Answer> =>
  onOwnAccountAt({ name: 'catalog', url }, (account) => call(new CatalogStock(account)));
const done = { outcome: 'done' };
const inStock = { ids: [boat, oar] };

describe('orders need of catalog', () => {
  it('a reservation', async () => {
    const { order, path, body } = orderNumber(1);
    await contract.pact
      .addInteraction()
      .given('products are in stock', inStock)
      .uponReceiving('a reservation')
      .withRequest('PUT', path, (request) => request.headers(signed).jsonBody(body))
      .willRespondWith(201)
      .executeTest(async ({ url }) => {
        expect(await stockAt(url, (stock) => stock.reserve(order))).toEqual(done);
      });
  });

  it('the same reservation, asked for once more', async () => {
    const { order, path, body, state } = orderNumber(2);
    await contract.pact
      .addInteraction()
      .given('products are in stock', inStock)
      .given('a reservation is held', state)
      .uponReceiving('a reservation that is there')
      .withRequest('PUT', path, (request) => request.headers(signed).jsonBody(body))
      .willRespondWith(200, (answer) => answer.jsonBody({ state: regex('^(held|confirmed)$', 'held') }))
      .executeTest(async ({ url }) => {
        expect(await stockAt(url, (stock) => stock.reserve(order))).toEqual(done);
      });
  });

  it('to hear of which product there is too little', async () => {
    const { order, path, body } = orderNumber(3, soldOut);
    await contract.pact
      .addInteraction()
      .given('products are out of stock', { ids: [soldOut] })
      .uponReceiving('a reservation of what is out of stock')
      .withRequest('PUT', path, (request) => request.headers(signed).jsonBody(body))
      .willRespondWith(409, (answer) =>
        answer
          .headers({ 'Content-Type': 'application/problem+json' })
          .jsonBody({ type: 'urn:shoal:problem:not-enough-stock', product: { id: string(soldOut) } }),
      )
      .executeTest(async ({ url }) => {
        expect(await stockAt(url, (stock) => stock.reserve(order))).toEqual({
          outcome: 'refused',
          reason: 'not-enough-stock',
          members: { product: { id: soldOut } },
        });
      });
  });

  it('to hear which products are none', async () => {
    const { order, path, body } = orderNumber(4, gone);
    await contract.pact
      .addInteraction()
      .given('there is no such product', { id: gone })
      .uponReceiving('a reservation of what does not exist')
      .withRequest('PUT', path, (request) => request.headers(signed).jsonBody(body))
      .willRespondWith(422, (answer) =>
        answer
          .headers({ 'Content-Type': 'application/problem+json' })
          .jsonBody({ missing: eachLike(string(gone)) }),
      )
      .executeTest(async ({ url }) => {
        expect(await stockAt(url, (stock) => stock.reserve(order))).toMatchObject({
          outcome: 'refused',
          reason: 'unknown-product',
        });
      });
  });

  it('a confirmation', async () => {
    const { order, path, state } = orderNumber(5);
    await contract.pact
      .addInteraction()
      .given('products are in stock', inStock)
      .given('a reservation is held', state)
      .uponReceiving('a confirmation')
      .withRequest('PUT', `${path}/confirmation`, (request) => request.headers(signed))
      .willRespondWith(200)
      .executeTest(async ({ url }) => {
        expect(await stockAt(url, (stock) => stock.confirm(order))).toEqual(done);
      });
  });

  it('to hear that what it confirms is over', async () => {
    const { order, path, state } = orderNumber(6);
    await contract.pact
      .addInteraction()
      .given('products are in stock', inStock)
      .given('a reservation is released', state)
      .uponReceiving('a confirmation of what was released')
      .withRequest('PUT', `${path}/confirmation`, (request) => request.headers(signed))
      .willRespondWith(409)
      .executeTest(async ({ url }) => {
        expect(await stockAt(url, (stock) => stock.confirm(order))).toMatchObject({
          reason: 'reservation-over',
        });
      });
  });

  it('a release', async () => {
    const { order, path, state } = orderNumber(7);
    await contract.pact
      .addInteraction()
      .given('products are in stock', inStock)
      .given('a reservation is held', state)
      .uponReceiving('a release')
      .withRequest('DELETE', path, (request) => request.headers(signed))
      .willRespondWith(200)
      .executeTest(async ({ url }) => {
        expect(await stockAt(url, (stock) => stock.release(order))).toEqual(done);
      });
  });

  it('that what was sold can be given back, where the payment is refused in the end', async () => {
    const { order, path, state } = orderNumber(8);
    await contract.pact
      .addInteraction()
      .given('products are in stock', inStock)
      .given('a reservation is confirmed', state)
      .uponReceiving('a release of what was sold')
      .withRequest('DELETE', path, (request) => request.headers(signed))
      .willRespondWith(200)
      .executeTest(async ({ url }) => {
        expect(await stockAt(url, (stock) => stock.release(order))).toEqual(done);
      });
  });

  it('that several calls come in one exchange, and each is answered by itself', async () => {
    const orders = [orderNumber(20), orderNumber(21)];
    const headers = callHeaders();
    await contract.pact
      .addInteraction()
      .given('products are in stock', inStock)
      .uponReceiving('two reservations in one exchange')
      .withRequest('POST', '/v1/calls', (request) =>
        request
          .headers(signed)
          .jsonBody({ calls: orders.map(({ path, body }) => ({ method: 'PUT', path, headers, body })) }),
      )
      .willRespondWith(200, (answer) => answer.jsonBody({ answers: [answerOf(201), answerOf(201)] }))
      .executeTest(async ({ url }) => {
        const answers = await stockAt(url, (stock) =>
          Promise.all(orders.map(({ order }) => stock.reserve(order))),
        );
        expect(answers).toEqual([done, done]);
      });
  });

  it('nothing else than what is written down beside them', () => contract.keep());
});
