import { link, links } from '../../kit/http/links.ts';
import type { Product } from '../product.ts';
import { reserveLink } from '../reserve-link.ts';
import type { Availability } from './availability.ts';
import { displayedPrice } from './displayed-price.ts';
import type { ProductAnswer } from './product.schema.ts';

/** All of a product that changes with the product only. */
export function representDetails(product: Product): Omit<ProductAnswer, 'availability'> {
  const { id, sku, name, description, category, price, updatedAt } = product;
  const self = `/v2/products/${id}`;
  return {
    id,
    sku,
    title: name,
    description,
    category,
    price: { amount: price.amount, currency: price.currency, display: displayedPrice(price) },
    updatedAt: updatedAt.toISOString(),
    _links: links({
      self,
      stock: `${self}/stock`,
      category: `/v1/categories/${category}`,
      collection: '/v2/products',
      recommendations: `/v1/recommendations?product=${id}`,
      update: link(self, 'PUT'),
      reserve: reserveLink,
    }),
  };
}

export function representProduct(product: Product, availability: Availability): ProductAnswer {
  return { ...representDetails(product), availability };
}
