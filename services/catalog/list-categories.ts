import { json } from '../kit/http/answer.ts';
import { links } from '../kit/http/links.ts';
import { operation } from '../kit/http/operation.ts';
import { categoriesSchema } from './category.schema.ts';
import type { ProductStore } from './product-store.ts';
import { representCategory } from './represent-category.ts';

export function listCategories({ products }: { readonly products: ProductStore }) {
  return operation({
    method: 'GET',
    path: '/v1/categories',
    summary: 'Every category',
    access: 'anyone',
    answers: { 200: categoriesSchema },
    handle: async () =>
      json(200, {
        categories: (await products.categories()).map(representCategory),
        _links: links({ self: '/v1/categories', products: '/v2/products' }),
      }),
  });
}
