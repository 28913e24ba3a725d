import Type from 'typebox';
import { Compile } from 'typebox/compile';
import type { ServiceClient } from '../kit/clients/service-client.ts';
import type { RequestContext } from '../kit/http/request-context.ts';
import { type Clock, systemClock } from '../kit/time/clock.ts';
import { jsonOf } from './json-of.ts';

export interface BestSellers {
  /** Products by how well they sell; none where that was never known. Never rejects for catalog being away. */
  list(context: RequestContext): Promise<readonly string[]>;
}

/** What recommendations need of best sellers, and nothing else of them. */
const neededBestSellers = Compile(
  Type.Object({ products: Type.Array(Type.Object({ productId: Type.String() }), { maxItems: 100 }) }),
);

const freshMs = 60_000;
/** While catalog is away it is asked that seldom. */
const restMs = 2_000;
const most = 50;

/** Asks catalog once a minute and keeps the last answer for as long as catalog is away. */
export class CatalogBestSellers implements BestSellers {
  readonly #catalog: ServiceClient;
  readonly #clock: Pick<Clock, 'now'>;
  #known: readonly string[] = [];
  #askAgainAt = 0;

  constructor(catalog: ServiceClient, clock: Pick<Clock, 'now'> = systemClock) {
    this.#catalog = catalog;
    this.#clock = clock;
  }

  async list(context: RequestContext): Promise<readonly string[]> {
    if (this.#clock.now() < this.#askAgainAt) return this.#known;
    const path = `/v1/best-sellers?limit=${most}`;
    const answer = await this.#catalog.requestOr(
      { method: 'GET', path, context, retry: 'never' },
      () => undefined,
    );
    const list = answer === undefined ? undefined : jsonOf(answer);
    if (neededBestSellers.Check(list)) this.#known = list.products.map(({ productId }) => productId);
    else if (answer !== undefined) {
      context.log.warn('best sellers stay as they were, catalog answered otherwise', {
        status: answer.status,
      });
    }
    this.#askAgainAt = this.#clock.now() + (list === undefined ? restMs : freshMs);
    return this.#known;
  }
}
