import { created, json } from '../kit/http/answer.ts';
import { operation } from '../kit/http/operation.ts';
import { categoryNameSchema, categoryPathSchema, categorySchema } from './category.schema.ts';
import type { ProductStore } from './product-store.ts';
import { representCategory } from './represent-category.ts';

export function putCategory({ products }: { readonly products: ProductStore }) {
  return operation({
    method: 'PUT',
    path: '/v1/categories/:id',
    summary: 'Makes a category or renames it',
    access: { role: 'staff' },
    params: categoryPathSchema,
    body: categoryNameSchema,
    answers: { 200: categorySchema, 201: categorySchema },
    handle: async ({ params: { id }, body: { name } }) => {
      const outcome = await products.putCategory({ id, name });
      const answer = representCategory({ id, name });
      return outcome === 'created' ? created(`/v1/categories/${id}`, answer) : json(200, answer);
    },
  });
}
