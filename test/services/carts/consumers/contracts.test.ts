import { afterAll, beforeAll, describe, it } from '@jest/globals';
import { createServiceToken } from '../../../../services/kit/auth/service-token.ts';
import { consumersOf } from '../../../support/contracts/contract-files.ts';
import { type ProviderState, verifyContract } from '../../../support/contracts/verify-contract.ts';
import { ordersSecret, type StartedCarts, startCarts } from '../support/started-carts.ts';

let carts: StartedCarts;
beforeAll(async () => {
  carts = await startCarts();
});
afterAll(() => carts.close());

const kim = { subject: 'kim' };
const states: Readonly<Record<string, ProviderState>> = {
  'kim has a cart': async ({ product, quantity }) => {
    carts.shelf.put(String(product));
    const { body } = await carts.ask('GET', '/v1/carts/mine', { as: kim });
    const cartId = String(body.id);
    await carts.ask('PUT', `/v1/carts/${cartId}/items/${product}`, {
      as: kim,
      body: { quantity },
      headers: { 'if-match': '*' },
    });
    return { cartId };
  },
};
const serviceToken = createServiceToken({ self: 'orders', secrets: { carts: ordersSecret } });
const tokenOf = async (subject: string) =>
  subject === 'service:orders' ? serviceToken('carts') : await carts.tokens.sign({ subject });

describe('carts', () => {
  it.each(consumersOf('carts'))('keep their contract with %s', (consumer) =>
    verifyContract({ provider: 'carts', consumer, url: carts.url, states, tokenOf }),
  );
});
