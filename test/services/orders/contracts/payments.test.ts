import { afterAll, describe, expect, it } from '@jest/globals';
import { MatchersV3 } from '@pact-foundation/pact';
import { RemotePayments } from '../../../../services/orders/remote-payments.ts';
import { openContract } from '../../../support/contracts/contract.ts';
import { pathOfState } from '../../../support/contracts/path-of-state.ts';
import { orderOf } from '../support/an-order.ts';
import { answerOf, callHeaders } from '../support/call-headers.ts';
import { onOwnAccountAt } from '../support/own-account-at.ts';

const { integer, regex, string } = MatchersV3;
const contract = openContract({ consumer: 'orders', provider: 'payments' });
afterAll(() => contract.close());

const paymentId = '01940000-0000-7000-8000-0000000000aa';
const id = '01980000-0000-7000-8000-000000000001';
const userId = '01980000-0000-7000-8000-0000000000bb';
const order = orderOf(Date.now(), { id, userId, paymentId });
const signed = { authorization: regex('^Bearer .+$', 'Bearer service:orders') };
const problem = { 'Content-Type': 'application/problem+json' };
const pathTo = (rest: string) => pathOfState(`/v1/authorizations/{paymentId}${rest}`, { paymentId });
const declinedId = '01980000-0000-7000-8000-000000000002';
const asked = (token: string, orderId = id) => ({
  orderId,
  customer: userId,
  amount: { amount: integer(1500), currency: 'EUR' },
  paymentMethod: { token },
});
const paymentsAt = <Answer>(url: string, call: (payments: RemotePayments) => Promise<Answer>) =>
  onOwnAccountAt({ name: 'payments', url }, (account) => call(new RemotePayments(account)));
const done = { outcome: 'done' };

describe('orders need of payments', () => {
  it('an authorization', () =>
    contract.pact
      .addInteraction()
      .uponReceiving('an authorization')
      .withRequest('POST', '/v1/authorizations', (request) =>
        request.headers({ ...signed, 'idempotency-key': id }).jsonBody(asked('tok_visa')),
      )
      .willRespondWith(201, (answer) => answer.jsonBody({ id: string(paymentId), state: 'authorized' }))
      .executeTest(async ({ url }) => {
        expect(await paymentsAt(url, (payments) => payments.authorize(order))).toEqual({
          ...done,
          paymentId,
        });
      }));

  it('to hear of what is declined, and why', () =>
    contract.pact
      .addInteraction()
      .uponReceiving('an authorization that the provider declines')
      .withRequest('POST', '/v1/authorizations', (request) =>
        request
          .headers({ ...signed, 'idempotency-key': declinedId })
          .jsonBody(asked('tok_declined', declinedId)),
      )
      .willRespondWith(201, (answer) =>
        answer.jsonBody({ id: string(paymentId), state: 'declined', refusal: string('card-declined') }),
      )
      .executeTest(async ({ url }) => {
        const declined = { ...order, id: declinedId, paymentToken: 'tok_declined' };
        expect(await paymentsAt(url, (payments) => payments.authorize(declined))).toEqual({
          outcome: 'refused',
          reason: 'card-declined',
        });
      }));

  it('a capture', () =>
    contract.pact
      .addInteraction()
      .given('a payment is authorized', { token: 'tok_visa' })
      .uponReceiving('a capture')
      .withRequest('POST', pathTo('/captures'), (request) => request.headers(signed))
      .willRespondWith(200)
      .executeTest(async ({ url }) => {
        expect(await paymentsAt(url, (payments) => payments.capture(order))).toEqual(done);
      }));

  it('to hear of a capture that the provider refuses, and why', () =>
    contract.pact
      .addInteraction()
      .given('a payment is authorized', { token: 'tok_capture_refused' })
      .uponReceiving('a capture that the provider refuses')
      .withRequest('POST', pathTo('/captures'), (request) => request.headers(signed))
      .willRespondWith(409, (answer) =>
        answer.headers(problem).jsonBody({
          type: 'urn:shoal:problem:refused-by-provider',
          refusal: string('authorization-expired'),
        }),
      )
      .executeTest(async ({ url }) => {
        expect(await paymentsAt(url, (payments) => payments.capture(order))).toEqual({
          outcome: 'refused',
          reason: 'authorization-expired',
        });
      }));

  it('a void', () =>
    contract.pact
      .addInteraction()
      .given('a payment is authorized', { token: 'tok_visa' })
      .uponReceiving('a void')
      .withRequest('DELETE', pathTo(''), (request) => request.headers(signed))
      .willRespondWith(200)
      .executeTest(async ({ url }) => {
        expect(await paymentsAt(url, (payments) => payments.giveBack(order))).toEqual(done);
      }));

  it('to hear that a payment is captured and can only be refunded', () =>
    contract.pact
      .addInteraction()
      .given('a payment is captured', { token: 'tok_visa' })
      .uponReceiving('a void of what was captured')
      .withRequest('DELETE', pathTo(''), (request) => request.headers(signed))
      .willRespondWith(409, (answer) => answer.headers(problem).jsonBody({ state: 'captured' }))
      .executeTest(async ({ url }) => {
        const refunded = { status: 200, headers: {}, body: {} };
        const given = await onOwnAccountAt({ name: 'payments', url }, (account) =>
          new RemotePayments(async (call) =>
            call.method === 'DELETE' ? await account(call) : refunded,
          ).giveBack(order),
        );
        expect(given).toEqual(done);
      }));

  it('a refund', () =>
    contract.pact
      .addInteraction()
      .given('a payment is captured', { token: 'tok_visa' })
      .uponReceiving('a refund')
      .withRequest('POST', pathTo('/refunds'), (request) => request.headers(signed))
      .willRespondWith(200)
      .executeTest(async ({ url }) => {
        const captured = { status: 409, headers: {}, body: { state: 'captured' } };
        const given = await onOwnAccountAt({ name: 'payments', url }, (account) =>
          new RemotePayments(async (call) =>
            call.method === 'POST' ? await account(call) : captured,
          ).giveBack(order),
        );
        expect(given).toEqual(done);
      }));

  it('that several calls come in one exchange, and each is answered by itself', () => {
    const call = (token: string, orderId: string) => ({
      method: 'POST',
      path: '/v1/authorizations',
      headers: callHeaders({ 'idempotency-key': orderId }),
      body: asked(token, orderId),
    });
    return contract.pact
      .addInteraction()
      .uponReceiving('two authorizations in one exchange')
      .withRequest('POST', '/v1/calls', (request) =>
        request.headers(signed).jsonBody({ calls: [call('tok_visa', id), call('tok_declined', declinedId)] }),
      )
      .willRespondWith(200, (answer) =>
        answer.jsonBody({
          answers: [
            answerOf(201, { id: string(paymentId), state: 'authorized' }),
            {
              status: integer(201),
              body: { id: string(paymentId), state: 'declined', refusal: string('x') },
            },
          ],
        }),
      )
      .executeTest(async ({ url }) => {
        const declined = { ...order, id: declinedId, paymentToken: 'tok_declined' };
        const answers = await paymentsAt(url, (payments) =>
          Promise.all([payments.authorize(order), payments.authorize(declined)]),
        );
        expect(answers).toEqual([
          { ...done, paymentId },
          { outcome: 'refused', reason: 'x' },
        ]);
      });
  });

  it('nothing else than what is written down beside them', () => contract.keep());
});
