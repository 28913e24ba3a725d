import Type from 'typebox';
import { Compile } from 'typebox/compile';
import type { ServiceClient } from '../kit/clients/service-client.ts';
import type { RequestContext } from '../kit/http/request-context.ts';
import { badGateway } from '../kit/problems/problem.ts';
import type { Shelf, ShelfProduct } from './shelf.ts';

/** What carts need of catalog's products, and nothing else of them. */
const neededProducts = Compile(
  Type.Object({
    products: Type.Array(
      Type.Object({
        id: Type.String(),
        title: Type.String(),
        price: Type.Object({ amount: Type.Integer(), currency: Type.String() }),
        availability: Type.Object({ available: Type.Optional(Type.Integer()) }),
      }),
    ),
  }),
);

/** Asks catalog, which reads named products and their stock from its database and from no copy. */
export class CatalogShelf implements Shelf {
  readonly #catalog: ServiceClient;

  constructor(catalog: ServiceClient) {
    this.#catalog = catalog;
  }

  async find(
    productIds: readonly string[],
    context: RequestContext,
  ): Promise<ReadonlyMap<string, ShelfProduct>> {
    if (productIds.length === 0) return new Map();
    const query = productIds.map((id) => `id=${id}`).join('&');
    const path = `/v2/products?${query}`;
    const { status, body } = await this.#catalog.request({ method: 'GET', path, context, retry: 'never' });
    const answer = status === 200 ? parsed(body) : undefined;
    if (!neededProducts.Check(answer)) {
      context.log.error('catalog does not answer as carts need it', { status });
      throw badGateway('catalog did not say what the products are; try again shortly');
    }
    return new Map(
      answer.products.map(({ id, title, price: { amount, currency }, availability: { available } }) => [
        id,
        { title, price: { amount, currency }, available },
      ]),
    );
  }
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
