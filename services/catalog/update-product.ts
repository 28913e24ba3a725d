import type { CacheAside } from '../kit/cache/cache-aside.ts';
import { json } from '../kit/http/answer.ts';
import { ifMatchSchema } from '../kit/http/etag.schema.ts';
import { ensureMatch } from '../kit/http/etag.ts';
import { operation } from '../kit/http/operation.ts';
import { notFound, preconditionFailed } from '../kit/problems/problem.ts';
import type { Clock } from '../kit/time/clock.ts';
import { forgetProduct } from './forget-product.ts';
import { productDetailsSchema, productPathSchema, productSchema } from './product.schema.ts';
import { productEtagOf } from './product-copy.ts';
import type { ProductStore } from './product-store.ts';
import { refusedDetails } from './refused-details.ts';
import { representProduct } from './represent-product.ts';

export interface UpdateProductParts {
  readonly products: ProductStore;
  readonly copies: CacheAside;
  readonly clock: Clock;
}

export function updateProduct({ products, copies, clock }: UpdateProductParts) {
  return operation({
    method: 'PUT',
    path: '/v1/products/:id',
    summary: "Replaces a product's details; If-Match names the version that was read",
    access: { role: 'staff' },
    params: productPathSchema,
    headers: ifMatchSchema('version'),
    body: productDetailsSchema,
    answers: { 200: productSchema },
    handle: async ({ params: { id }, headers, body }) => {
      // From the database, not from the cache: the condition is about what is stored.
      const current = await products.find(id);
      if (current === undefined) throw notFound(`there is no product ${id}; POST /v1/products makes one`);
      ensureMatch(headers, productEtagOf(current));
      const updatedAt = new Date(clock.now());
      const result = await products.update({ id, details: body, revision: current.revision, updatedAt });
      switch (result.outcome) {
        case 'updated':
          await forgetProduct(copies, id);
          return json(200, representProduct(result.product), { etag: productEtagOf(result.product) });
        case 'changed-meanwhile':
        case 'unknown-product':
          throw preconditionFailed(`product ${id} was changed at the same moment; read it again`);
        default:
          throw refusedDetails(result.outcome, body);
      }
    },
  });
}
