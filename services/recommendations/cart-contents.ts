import Type from 'typebox';
import { Compile } from 'typebox/compile';
import type { ServiceClient } from '../kit/clients/service-client.ts';
import type { RequestContext } from '../kit/http/request-context.ts';
import { notFound } from '../kit/problems/problem.ts';
import { jsonOf } from './json-of.ts';

export interface CartContents {
  /** The products in a cart; undefined where nobody can tell. Rejects with a 404 where the caller has no such cart. */
  of(cartId: string, context: RequestContext): Promise<readonly string[] | undefined>;
}

/** What recommendations need of a cart, and nothing else of it. */
const neededCart = Compile(
  Type.Object({ items: Type.Array(Type.Object({ productId: Type.String() }), { maxItems: 100 }) }),
);

/** Asks carts with the caller's own credentials: whose cart it is, carts decides. */
export class CartsCartContents implements CartContents {
  readonly #carts: ServiceClient;

  constructor(carts: ServiceClient) {
    this.#carts = carts;
  }

  async of(cartId: string, context: RequestContext): Promise<readonly string[] | undefined> {
    const answer = await this.#carts.requestOr(
      { method: 'GET', path: `/v1/carts/${cartId}`, context, retry: 'never' },
      () => undefined,
    );
    if (answer === undefined) return undefined;
    if (answer.status === 404) throw notFound(`there is no cart ${cartId}, or it is not yours`);
    const cart = jsonOf(answer);
    if (!neededCart.Check(cart)) {
      context.log.warn('going on without the cart, carts answered otherwise', { status: answer.status });
      return undefined;
    }
    return cart.items.map(({ productId }) => productId);
  }
}
