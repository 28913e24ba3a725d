import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, it } from '@jest/globals';
import { consumersOf } from '../../../support/contracts/contract-files.ts';
import { type ProviderState, verifyContract } from '../../../support/contracts/verify-contract.ts';
import { tokenOfOrders } from '../../../support/started-services.ts';
import type { InMemoryAuthorizationStore } from '../support/in-memory-authorization-store.ts';
import { type StartedPayments, startPayments } from '../support/started-payments.ts';

let payments: StartedPayments<InMemoryAuthorizationStore>;
beforeAll(async () => {
  payments = await startPayments();
});
afterAll(() => payments.close());

async function authorized(token: unknown): Promise<string> {
  const orderId = randomUUID();
  const { body } = await payments.ask('POST', '/v1/authorizations', {
    as: 'orders',
    body: {
      orderId,
      customer: randomUUID(),
      amount: { amount: 1500, currency: 'EUR' },
      paymentMethod: { token },
    },
    headers: { 'idempotency-key': orderId },
  });
  return String(body.id);
}
const states: Readonly<Record<string, ProviderState>> = {
  'a payment is authorized': async ({ token }) => ({ paymentId: await authorized(token) }),
  'a payment is captured': async ({ token }) => {
    const paymentId = await authorized(token);
    await payments.ask('POST', `/v1/authorizations/${paymentId}/captures`, { as: 'orders' });
    return { paymentId };
  },
};

describe('payments', () => {
  it.each(consumersOf('payments'))('keep their contract with %s', (consumer) =>
    verifyContract({
      provider: 'payments',
      consumer,
      url: `http://127.0.0.1:${payments.port}`,
      states,
      tokenOf: async () => tokenOfOrders('payments'),
    }),
  );
});
