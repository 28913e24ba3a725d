import { link, links } from '../kit/http/links.ts';
import type { Category } from './product.ts';

export function representCategory({ id, name }: Category) {
  return {
    id,
    name,
    _links: links({
      self: `/v1/categories/${id}`,
      products: `/v2/products?category=${id}`,
      collection: '/v1/categories',
      rename: link(`/v1/categories/${id}`, 'PUT'),
    }),
  };
}
