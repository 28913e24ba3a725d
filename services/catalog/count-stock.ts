import { json } from '../kit/http/answer.ts';
import { operation } from '../kit/http/operation.ts';
import { conflict, notFound } from '../kit/problems/problem.ts';
import { productPathSchema } from './product.schema.ts';
import type { ReadStockParts } from './read-stock.ts';
import { representStock } from './represent-stock.ts';
import { stockCountSchema, stockSchema } from './stock.schema.ts';

export function countStock({ stock }: ReadStockParts, products: string) {
  return operation({
    method: 'PUT',
    path: `${products}/:id/stock`,
    summary: 'Sets what a stocktake counted, reserved pieces included',
    access: { role: 'staff' },
    params: productPathSchema,
    body: stockCountSchema,
    answers: { 200: stockSchema },
    handle: async ({ params: { id }, body: { onHand } }) => {
      const result = await stock.count(id, onHand);
      if (result.outcome === 'unknown-product') throw notFound(`there is no product ${id}`);
      if (result.outcome === 'below-reserved') {
        const { reserved } = result.level;
        throw conflict(`${reserved} of product ${id} are reserved, ${onHand} on hand cannot be`, {
          reserved,
        });
      }
      return json(200, representStock(`${products}/${id}`, id, result.level));
    },
  });
}
