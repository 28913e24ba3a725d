import Type from 'typebox';
import { Compile } from 'typebox/compile';
import type { CallContext } from '../kit/clients/outgoing-headers.ts';
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

/** What catalog names at once. */
const mostIds = 50;

interface Asked {
  readonly ids: readonly string[];
  readonly context: CallContext;
  readonly resolve: (products: Promise<ReadonlyMap<string, ShelfProduct>>) => void;
}

/**
 * Asks catalog, which reads named products and their stock from its database and from no copy. Carts that ask in one
 * turn of the event loop ask together: then without credentials, since products are shown to anyone.
 */
export class CatalogShelf implements Shelf {
  readonly #catalog: ServiceClient;
  #asked: Asked[] = [];

  constructor(catalog: ServiceClient) {
    this.#catalog = catalog;
  }

  async find(
    productIds: readonly string[],
    context: RequestContext,
  ): Promise<ReadonlyMap<string, ShelfProduct>> {
    if (productIds.length === 0) return new Map();
    const { promise, resolve } = Promise.withResolvers<ReadonlyMap<string, ShelfProduct>>();
    this.#asked.push({ ids: productIds, context, resolve });
    if (this.#asked.length === 1) setImmediate(() => this.#askTogether());
    const found = await promise;
    return new Map(
      productIds.flatMap((id): [string, ShelfProduct][] => {
        const product = found.get(id);
        return product === undefined ? [] : [[id, product]];
      }),
    );
  }

  #askTogether(): void {
    const asked = this.#asked;
    this.#asked = [];
    const [first] = asked;
    if (first === undefined) return;
    const context = asked.length === 1 ? first.context : asNobody(first.context);
    const ids = [...new Set(asked.flatMap((one) => one.ids))];
    const pages = Array.from({ length: Math.ceil(ids.length / mostIds) }, (_, page) =>
      this.#named(ids.slice(page * mostIds, (page + 1) * mostIds), context),
    );
    const all = Promise.all(pages).then((found) => new Map(found.flat()));
    for (const { resolve } of asked) resolve(all);
  }

  async #named(ids: readonly string[], context: CallContext): Promise<[string, ShelfProduct][]> {
    const path = `/v2/products?${ids.map((id) => `id=${id}`).join('&')}`;
    const { status, body } = await this.#catalog.request({ method: 'GET', path, context, retry: 'never' });
    const answer = status === 200 ? parsed(body) : undefined;
    if (!neededProducts.Check(answer)) {
      context.log.error('catalog does not answer as carts need it', { status });
      throw badGateway('catalog did not say what the products are; try again shortly');
    }
    return answer.products.map(({ id, title, price: { amount, currency }, availability: { available } }) => [
      id,
      { title, price: { amount, currency }, available },
    ]);
  }
}

/** The trace goes on with one of those who ask. */
function asNobody(context: CallContext): CallContext {
  const { traceparent, correlationId, traceState, log } = context;
  const remainingMs = () => context.remainingMs();
  return { traceparent, correlationId, traceState, log, remainingMs, authorization: undefined };
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
