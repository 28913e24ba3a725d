import { afterAll, describe, expect, it } from '@jest/globals';
import { MatchersV3 } from '@pact-foundation/pact';
import { CatalogShelf } from '../../../../services/carts/catalog-shelf.ts';
import { createServiceClient } from '../../../../services/kit/clients/service-client.ts';
import { openContract } from '../../../support/contracts/contract.ts';
import { callContext } from '../../kit/support/call-context.ts';
import { recordedLog } from '../../kit/support/recorded-log.ts';
import { coffee, tea } from '../support/an-item.ts';

const { eachLike, integer, string } = MatchersV3;
const contract = openContract({ consumer: 'carts', provider: 'catalog' });
afterAll(() => contract.close());

const gone = '01940000-0000-7000-8000-000000000009';

async function find(url: string, ids: readonly string[]) {
  const { log } = recordedLog();
  const client = createServiceClient({ name: 'catalog', url, timeoutMs: 2000, capacity: 4, log });
  try {
    return [...(await new CatalogShelf(client).find(ids, callContext()))];
  } finally {
    await client.close();
  }
}

describe('carts need of catalog', () => {
  it('title, price and stock of the products they name', () =>
    contract.pact
      .addInteraction()
      .given('products are in stock', { ids: [coffee, tea] })
      .uponReceiving('a question for products by their ids')
      .withRequest('GET', '/v2/products', (request) => request.query({ id: [coffee, tea] }))
      .willRespondWith(200, (answer) =>
        answer.jsonBody({
          products: eachLike({
            id: string(coffee),
            title: string('Sidamo'),
            price: { amount: integer(1290), currency: string('EUR') },
            availability: { available: integer(7) },
          }),
        }),
      )
      .executeTest(async ({ url }) => {
        const price = { amount: 1290, currency: 'EUR' };
        expect(await find(url, [coffee, tea])).toEqual([[coffee, { title: 'Sidamo', price, available: 7 }]]);
      }));

  it('no products where there are none', () =>
    contract.pact
      .addInteraction()
      .given('there is no such product', { id: gone })
      .uponReceiving('a question for a product that is no more')
      .withRequest('GET', '/v2/products', (request) => request.query({ id: [gone] }))
      .willRespondWith(200, (answer) => answer.jsonBody({ products: [] }))
      .executeTest(async ({ url }) => {
        expect(await find(url, [gone])).toEqual([]);
      }));

  it('nothing else than what is written down beside them', () => contract.keep());
});
