import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createServiceClient, type ServiceClient } from '../../../../services/kit/clients/service-client.ts';
import { CatalogBestSellers } from '../../../../services/recommendations/best-sellers.ts';
import { callContext } from '../../kit/support/call-context.ts';
import { recordedLog } from '../../kit/support/recorded-log.ts';
import { idOf, productOf } from '../support/a-product.ts';
import { type StartedCatalog, startCatalog } from '../support/started-catalog.ts';

let catalog: StartedCatalog;
let client: ServiceClient;
beforeAll(async () => {
  catalog = await startCatalog();
  for (const number of [1, 2]) await catalog.products.create(productOf(number));
  const day = new Date(catalog.clock.now());
  await catalog.sales.add([
    { productId: idOf(1), day, quantity: 1 },
    { productId: idOf(2), day, quantity: 2 },
  ]);
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

describe('catalog answers as recommendations need it', () => {
  it('with the products that sell best, the best first', async () => {
    expect(await new CatalogBestSellers(client).list(callContext())).toEqual([idOf(2), idOf(1)]);
  });
});
