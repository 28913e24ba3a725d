import { link, links } from '../kit/http/links.ts';
import type { ProductAnswer } from './product.schema.ts';
import type { Product } from './product.ts';
import { reserveLink } from './reserve-link.ts';

export function representProduct(product: Product): ProductAnswer {
  const { id, sku, name, description, category, price, updatedAt } = product;
  const self = `/v1/products/${id}`;
  return {
    id,
    sku,
    name,
    description,
    category,
    price,
    updatedAt: updatedAt.toISOString(),
    _links: links({
      self,
      stock: `${self}/stock`,
      category: `/v1/categories/${category}`,
      collection: '/v1/products',
      update: link(self, 'PUT'),
      'successor-version': `/v2/products/${id}`,
      reserve: reserveLink,
    }),
  };
}
