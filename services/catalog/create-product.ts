import { created } from '../kit/http/answer.ts';
import { operation } from '../kit/http/operation.ts';
import type { Clock } from '../kit/time/clock.ts';
import { productDetailsSchema, productSchema } from './product.schema.ts';
import type { Product } from './product.ts';
import { productEtagOf } from './product-copy.ts';
import { newProductId } from './product-id.ts';
import type { ProductStore } from './product-store.ts';
import { refusedDetails } from './refused-details.ts';
import { representProduct } from './represent-product.ts';

export interface CreateProductParts {
  readonly products: ProductStore;
  readonly clock: Clock;
}

export function createProduct({ products, clock }: CreateProductParts) {
  return operation({
    method: 'POST',
    path: '/v1/products',
    summary: 'A new product, with nothing in stock yet',
    access: { role: 'staff' },
    body: productDetailsSchema,
    answers: { 201: productSchema },
    handle: async ({ body }) => {
      const now = clock.now();
      const product: Product = { ...body, id: newProductId(now), revision: 1, updatedAt: new Date(now) };
      const outcome = await products.create(product);
      if (outcome !== 'created') throw refusedDetails(outcome, body);
      const etag = productEtagOf(product);
      return created(`/v1/products/${product.id}`, representProduct(product), { etag });
    },
  });
}
