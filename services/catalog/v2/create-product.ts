import { created } from '../../kit/http/answer.ts';
import { operation } from '../../kit/http/operation.ts';
import type { CreateProductParts } from '../create-product.ts';
import type { Product } from '../product.ts';
import { newProductId } from '../product-id.ts';
import { refusedDetails } from '../refused-details.ts';
import { availabilityOf } from './availability.ts';
import { productDetailsSchema, productSchema } from './product.schema.ts';
import { productEtagOf } from './product-copy.ts';
import { representProduct } from './represent-product.ts';

export function createProduct({ products, clock }: CreateProductParts) {
  return operation({
    method: 'POST',
    path: '/v2/products',
    summary: 'A new product, with nothing in stock yet',
    access: { role: 'staff' },
    body: productDetailsSchema,
    answers: { 201: productSchema },
    handle: async ({ body: { title, ...others } }) => {
      const now = clock.now();
      const product: Product = {
        ...others,
        name: title,
        id: newProductId(now),
        revision: 1,
        updatedAt: new Date(now),
      };
      const outcome = await products.create(product);
      if (outcome !== 'created') throw refusedDetails(outcome, product);
      const availability = availabilityOf({ onHand: 0, reserved: 0 });
      const etag = productEtagOf(product.revision, availability);
      return created(`/v2/products/${product.id}`, representProduct(product, availability), { etag });
    },
  });
}
