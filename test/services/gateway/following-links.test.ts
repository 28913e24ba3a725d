import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createLinkClient, type LinkClient } from '../../support/link-client.ts';
import type { StartedService } from '../../support/started-service.ts';
import { startedServices } from '../../support/started-services.ts';
import { gatewayBefore } from './support/a-gateway-before.ts';
import type { StartedGateway } from './support/start-gateway.ts';

const shop = new Map<string, StartedService>();
let gateway: StartedGateway;
let client: LinkClient;
beforeAll(async () => {
  for (const name of ['users', 'catalog', 'carts']) {
    const service = await startedServices[name]?.();
    if (service !== undefined) shop.set(name, service);
  }
  gateway = await gatewayBefore(Object.fromEntries([...shop].map(([name, { url }]) => [name, url])));
  client = createLinkClient(gateway.url);
});
afterAll(async () => {
  await gateway.close();
  for (const service of shop.values()) await service.close();
});

describe('a client that knows the root and nothing else', () => {
  it('finds products, one of them, and the way back to all', async () => {
    const root = (await client.root()).body;
    const page = await client.follow(root, 'products', { fill: { limit: 2 } });
    expect([page.status, page.body.products.length]).toEqual([200, 2]);
    const product = await client.follow(page.body.products[0], 'self');
    expect(product.body.id).toBe(page.body.products[0].id);
    expect((await client.follow(root, 'product', { fill: { id: product.body.id } })).body).toEqual(
      product.body,
    );
  });

  it('takes a cart as a guest, and comes back to it', async () => {
    const cart = await client.follow((await client.root()).body, 'create-cart');
    expect(cart.status).toBe(201);
    expect((await client.follow(cart.body, 'self')).body.id).toBe(cart.body.id);
  });

  it('opens an account and signs in', async () => {
    const root = (await client.root()).body;
    const person = { email: 'kim@shop.example', name: 'Kim', password: 'seven wet boats at noon' };
    expect((await client.follow(root, 'sign-up', { body: person })).status).toBeLessThan(300);
    const { email, password } = person;
    const session = await client.follow(root, 'sign-in', { body: { email, password } });
    expect(session.status).toBe(201);
    expect(Object.keys(session.body._links)).toEqual(expect.arrayContaining(['cart', 'orders', 'home']));
  });

  it('is told which ways there are where it wants another', async () => {
    const root = (await client.root()).body;
    await expect(client.follow(root, 'teleport')).rejects.toThrow("no link 'teleport', known: self, sign-up");
  });
});
