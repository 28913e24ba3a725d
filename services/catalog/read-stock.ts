import { json } from '../kit/http/answer.ts';
import { operation } from '../kit/http/operation.ts';
import { notFound } from '../kit/problems/problem.ts';
import { productPathSchema } from './product.schema.ts';
import { representStock } from './represent-stock.ts';
import { stockSchema } from './stock.schema.ts';
import type { StockStore } from './stock-store.ts';

export interface ReadStockParts {
  readonly stock: StockStore;
}

/** Under `/v1/products` and `/v2/products` alike. */
export function readStock({ stock }: ReadStockParts, products: string) {
  return operation({
    method: 'GET',
    path: `${products}/:id/stock`,
    summary: 'How many of a product can be reserved; never from a cache',
    access: 'anyone',
    params: productPathSchema,
    answers: { 200: stockSchema },
    handle: async ({ params: { id } }) => {
      const level = await stock.level(id);
      if (level === undefined) throw notFound(`there is no product ${id}; ${products} lists them`);
      return json(200, representStock(`${products}/${id}`, id, level), { 'cache-control': 'no-store' });
    },
  });
}
