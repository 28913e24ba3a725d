import type { CacheAside } from '../../kit/cache/cache-aside.ts';
import { jsonBytes, notModified } from '../../kit/http/answer.ts';
import { ifNoneMatchSchema } from '../../kit/http/etag.schema.ts';
import { isFresh } from '../../kit/http/etag.ts';
import { operation } from '../../kit/http/operation.ts';
import { notFound } from '../../kit/problems/problem.ts';
import { productPathSchema } from '../product.schema.ts';
import type { ProductStore } from '../product-store.ts';
import type { CatalogSettings } from '../settings.ts';
import type { AvailabilityCopies } from './availability-copies.ts';
import { productSchema } from './product.schema.ts';
import { decodeDetails, detailsKeyOf, encodeDetails, joinedAnswer, productEtagOf } from './product-copy.ts';

const negativeTtlMs = 2_000;

export interface ReadProductParts {
  readonly products: ProductStore;
  readonly copies: CacheAside;
  readonly availability: AvailabilityCopies;
  readonly settings: CatalogSettings;
}

/** Asks for the details and the availability in one tick, which is one round trip to the cache. */
export function readProduct({ products, copies, availability, settings }: ReadProductParts) {
  return operation({
    method: 'GET',
    path: '/v2/products/:id',
    summary: 'One product, with what is known of its stock',
    access: 'anyone',
    params: productPathSchema,
    headers: ifNoneMatchSchema,
    answers: { 200: productSchema },
    handle: async ({ params: { id }, headers }) => {
      const kept = { ttlMs: settings.current.productCacheSeconds * 1000, negativeTtlMs };
      const [bytes, available] = await Promise.all([
        copies.read(detailsKeyOf(id), kept, async () => {
          const product = await products.find(id);
          return product === undefined ? undefined : encodeDetails(product);
        }),
        availability.of(id),
      ]);
      if (bytes === undefined) throw notFound(`there is no product ${id}; /v2/products lists them`);
      const copy = decodeDetails(bytes);
      const etag = productEtagOf(copy.revision, available);
      return isFresh(headers, etag)
        ? notModified(etag)
        : jsonBytes(200, joinedAnswer(copy, available), { etag });
    },
  });
}
