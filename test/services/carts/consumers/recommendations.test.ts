import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createServiceClient, type ServiceClient } from '../../../../services/kit/clients/service-client.ts';
import { CartsCartContents } from '../../../../services/recommendations/cart-contents.ts';
import { callContext } from '../../kit/support/call-context.ts';
import { recordedLog } from '../../kit/support/recorded-log.ts';
import { coffee, tea } from '../support/an-item.ts';
import { type StartedCarts, startCarts } from '../support/started-carts.ts';

const kim = { subject: 'kim' };
let carts: StartedCarts;
let client: ServiceClient;
beforeAll(async () => {
  carts = await startCarts();
  client = createServiceClient({
    name: 'carts',
    url: carts.url,
    timeoutMs: 2000,
    capacity: 4,
    log: recordedLog().log,
  });
});
afterAll(async () => {
  await client.close();
  await carts.close();
});

describe('carts answer as recommendations need it', () => {
  it("with the products in a cart, and a 404 for everybody else's", async () => {
    const contents = new CartsCartContents(client);
    const { body } = await carts.ask('GET', '/v1/carts/mine', { as: kim });
    const id = String(body.id);
    for (const product of [tea, coffee]) {
      await carts.ask('PUT', `/v1/carts/${id}/items/${product}`, {
        as: kim,
        body: { quantity: 1 },
        headers: { 'if-match': '*' },
      });
    }
    const contextOf = async (subject: string) =>
      callContext(`Bearer ${await carts.tokens.sign({ subject })}`);
    expect(await contents.of(id, await contextOf('kim'))).toEqual([tea, coffee]);
    await expect(contents.of(id, await contextOf('max'))).rejects.toMatchObject({ status: 404 });
    await expect(contents.of(id, callContext())).rejects.toMatchObject({ status: 404 });
  });
});
