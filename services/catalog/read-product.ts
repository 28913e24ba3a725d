import type { CacheAside } from '../kit/cache/cache-aside.ts';
import { jsonBytes, notModified } from '../kit/http/answer.ts';
import { ifNoneMatchSchema } from '../kit/http/etag.schema.ts';
import { isFresh } from '../kit/http/etag.ts';
import { operation } from '../kit/http/operation.ts';
import { notFound } from '../kit/problems/problem.ts';
import { productPathSchema, productSchema } from './product.schema.ts';
import { decodeProductCopy, encodeProductCopy, productKeyOf } from './product-copy.ts';
import type { ProductStore } from './product-store.ts';
import type { CatalogSettings } from './settings.ts';

/**
 * Every write forgets its product, so a copy may stay for minutes: it is what answers while the database is away.
 * It ends all the same, since a write may have found the cache away.
 */
const negativeTtlMs = 2_000;

export interface ReadProductParts {
  readonly products: ProductStore;
  readonly copies: CacheAside;
  readonly settings: CatalogSettings;
}

export function readProduct({ products, copies, settings }: ReadProductParts) {
  return operation({
    method: 'GET',
    path: '/v1/products/:id',
    summary: 'One product',
    access: 'anyone',
    params: productPathSchema,
    headers: ifNoneMatchSchema,
    answers: { 200: productSchema },
    handle: async ({ params: { id }, headers }) => {
      const kept = { ttlMs: settings.current.productCacheSeconds * 1000, negativeTtlMs };
      const bytes = await copies.read(productKeyOf(id), kept, async () => {
        const product = await products.find(id);
        return product === undefined ? undefined : encodeProductCopy(product);
      });
      if (bytes === undefined) throw notFound(`there is no product ${id}; /v1/products lists them`);
      const { etag, body } = decodeProductCopy(bytes);
      return isFresh(headers, etag) ? notModified(etag) : jsonBytes(200, body, { etag });
    },
  });
}
