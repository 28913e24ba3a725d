import { afterAll, describe, expect, it } from '@jest/globals';
import { MatchersV3 } from '@pact-foundation/pact';
import { createServiceClient } from '../../../../services/kit/clients/service-client.ts';
import { CatalogBestSellers } from '../../../../services/recommendations/best-sellers.ts';
import { openContract } from '../../../support/contracts/contract.ts';
import { callContext } from '../../kit/support/call-context.ts';
import { recordedLog } from '../../kit/support/recorded-log.ts';
import { beans } from '../support/products.ts';

const { atLeastLike, string } = MatchersV3;
const contract = openContract({ consumer: 'recommendations', provider: 'catalog' });
afterAll(() => contract.close());

describe('recommendations need of catalog', () => {
  it('the products that sell best', () =>
    contract.pact
      .addInteraction()
      .given('a product sells', { id: beans })
      .uponReceiving('a question for what sells best')
      .withRequest('GET', '/v1/best-sellers', (request) => request.query({ limit: '50' }))
      .willRespondWith(200, (answer) =>
        answer.jsonBody({ products: atLeastLike({ productId: string(beans) }, 1) }),
      )
      .executeTest(async ({ url }) => {
        const { log } = recordedLog();
        const client = createServiceClient({ name: 'catalog', url, timeoutMs: 2000, capacity: 4, log });
        expect(await new CatalogBestSellers(client).list(callContext())).toEqual([beans]);
        await client.close();
      }));

  it('nothing else than what is written down beside them', () => contract.keep());
});
