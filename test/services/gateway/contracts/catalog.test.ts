import { afterAll, describe, expect, it } from '@jest/globals';
import { MatchersV3 } from '@pact-foundation/pact';
import { bestSellers } from '../../../../services/gateway/substitutes/best-sellers.ts';
import { createStandIn } from '../../../../services/gateway/substitutes/stand-in.ts';
import { createUpstream } from '../../../../services/kit/clients/upstream.ts';
import type { RequestContext } from '../../../../services/kit/http/request-context.ts';
import { openContract } from '../../../support/contracts/contract.ts';
import { callContext } from '../../kit/support/call-context.ts';
import { recordedLog } from '../../kit/support/recorded-log.ts';
import { beans, tea } from '../../recommendations/support/products.ts';
import { needsDescription } from '../support/needs-description.ts';

const { atLeastLike, string } = MatchersV3;
const contract = openContract({ consumer: 'gateway', provider: 'catalog' });
afterAll(() => contract.close());

/** A call within a request, of which spans are taken. */
function tracedContext(): RequestContext {
  const context = callContext();
  return Object.assign(context, { span: () => ({ traceparent: context.traceparent, end: () => {} }) });
}

describe('the gateway needs of catalog', () => {
  it('its description', () => needsDescription(contract, 'catalog'));

  it('the products that sell best, which stand in for recommendations', () =>
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
        const catalog = createUpstream({ name: 'catalog', url, timeoutMs: 1000, capacity: 4, log });
        const standIn = createStandIn(bestSellers, catalog);
        const answer = await standIn.answer(`/v1/recommendations?product=${tea}`, tracedContext());
        expect(JSON.parse(String(answer?.body))).toMatchObject({ products: [{ productId: beans }] });
        await catalog.close();
      }));

  it('nothing else than what is written down beside it', () => contract.keep());
});
