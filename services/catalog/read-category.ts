import { json } from '../kit/http/answer.ts';
import { operation } from '../kit/http/operation.ts';
import { notFound } from '../kit/problems/problem.ts';
import { categoryPathSchema, categorySchema } from './category.schema.ts';
import type { ProductStore } from './product-store.ts';
import { representCategory } from './represent-category.ts';

export function readCategory({ products }: { readonly products: ProductStore }) {
  return operation({
    method: 'GET',
    path: '/v1/categories/:id',
    summary: 'One category',
    access: 'anyone',
    params: categoryPathSchema,
    answers: { 200: categorySchema },
    handle: async ({ params: { id } }) => {
      const category = (await products.categories()).find((each) => each.id === id);
      if (category === undefined) throw notFound(`there is no category '${id}'; /v1/categories lists them`);
      return json(200, representCategory(category));
    },
  });
}
