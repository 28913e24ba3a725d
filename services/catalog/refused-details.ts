import { conflict, type Problem, unprocessable } from '../kit/problems/problem.ts';
import type { ProductDetails } from './product.ts';

/** Why the store did not take a product's details, for whoever sent them. */
export function refusedDetails(outcome: 'sku-taken' | 'unknown-category', details: ProductDetails): Problem {
  if (outcome === 'sku-taken')
    return conflict(`another product has the sku '${details.sku}'; choose another`);
  return unprocessable(`there is no category '${details.category}'; /v1/categories lists them`);
}
