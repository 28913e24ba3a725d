import { afterAll, describe, expect, it } from '@jest/globals';
import { MatchersV3 } from '@pact-foundation/pact';
import { createServiceClient } from '../../../../services/kit/clients/service-client.ts';
import { CartsCartContents } from '../../../../services/recommendations/cart-contents.ts';
import { openContract } from '../../../support/contracts/contract.ts';
import { pathOfState } from '../../../support/contracts/path-of-state.ts';
import { callContext } from '../../kit/support/call-context.ts';
import { recordedLog } from '../../kit/support/recorded-log.ts';
import { beans } from '../support/products.ts';

const { atLeastLike, regex, string } = MatchersV3;
const contract = openContract({ consumer: 'recommendations', provider: 'carts' });
afterAll(() => contract.close());

const cartId = `u${'c'.repeat(32)}`;
const path = pathOfState('/v1/carts/{cartId}', { cartId });
const as = (subject: string) => ({ authorization: regex('^Bearer .+$', `Bearer ${subject}`) });

async function contentsFor(url: string, subject: string) {
  const { log } = recordedLog();
  const client = createServiceClient({ name: 'carts', url, timeoutMs: 2000, capacity: 4, log });
  try {
    return await new CartsCartContents(client).of(cartId, callContext(`Bearer ${subject}`));
  } finally {
    await client.close();
  }
}

describe('recommendations need of carts', () => {
  it("the products in the caller's cart", () =>
    contract.pact
      .addInteraction()
      .given('kim has a cart', { product: beans, quantity: 1 })
      .uponReceiving('a question for what is in a cart')
      .withRequest('GET', path, (request) => request.headers(as('kim')))
      .willRespondWith(200, (answer) =>
        answer.jsonBody({ items: atLeastLike({ productId: string(beans) }, 1) }),
      )
      .executeTest(async ({ url }) => {
        expect(await contentsFor(url, 'kim')).toEqual([beans]);
      }));

  it("a 404 for somebody else's cart", () =>
    contract.pact
      .addInteraction()
      .given('kim has a cart', { product: beans, quantity: 1 })
      .uponReceiving("a question for what is in somebody else's cart")
      .withRequest('GET', path, (request) => request.headers(as('max')))
      .willRespondWith(404)
      .executeTest(async ({ url }) => {
        await expect(contentsFor(url, 'max')).rejects.toMatchObject({ status: 404 });
      }));

  it('nothing else than what is written down beside them', () => contract.keep());
});
