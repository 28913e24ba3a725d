import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CatalogShelf } from '../../../../services/carts/catalog-shelf.ts';
import { createServiceClient, type ServiceClient } from '../../../../services/kit/clients/service-client.ts';
import { callContext } from '../../kit/support/call-context.ts';
import { recordedLog } from '../../kit/support/recorded-log.ts';
import { idOf, productOf } from '../support/a-product.ts';
import { type StartedCatalog, startCatalog } from '../support/started-catalog.ts';

let catalog: StartedCatalog;
let client: ServiceClient;
beforeAll(async () => {
  catalog = await startCatalog();
  for (const number of [1, 2])
    await catalog.products.create(productOf(number, { name: `Product ${number}` }));
  await catalog.stock.count(idOf(1), 7);
  client = createServiceClient({
    name: 'catalog',
    url: catalog.url,
    timeoutMs: 2000,
    capacity: 4,
    log: recordedLog().log,
  });
});
afterAll(async () => {
  await client.close();
  await catalog.close();
});

describe('catalog answers as carts need it', () => {
  it('with title, price and stock of the products that exist', async () => {
    const shelf = new CatalogShelf(client);
    const token = await catalog.tokens.sign({ subject: 'kim' });
    const found = await shelf.find([idOf(1), idOf(2), idOf(9)], callContext(`Bearer ${token}`));
    const price = { amount: 1290, currency: 'EUR' };
    expect([...found]).toEqual([
      [idOf(1), { title: 'Product 1', price, available: 7 }],
      [idOf(2), { title: 'Product 2', price, available: 0 }],
    ]);
  });

  it('with as many products as a cart holds', async () => {
    const ids = Array.from({ length: 50 }, (_, index) => idOf(index + 1));
    expect((await new CatalogShelf(client).find(ids, callContext())).size).toBe(2);
  });
});
