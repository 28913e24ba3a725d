import Type from 'typebox';
import { type Answer, json } from '../kit/http/answer.ts';
import { links } from '../kit/http/links.ts';
import { pageCursor } from '../kit/http/page-cursor.ts';
import { unprocessable } from '../kit/problems/problem.ts';
import { addressOf } from './page-address.ts';
import type { ProductStore } from './product-store.ts';
import { representProduct } from './represent-product.ts';
import { searchWordsOf } from './search-words.ts';

/** A search ends here: its pages are counted from the start, so far pages cost more, and nobody reads them. */
const farthest = 500;

const cursor = pageCursor(
  Type.Object({ skip: Type.Integer({ minimum: 1, maximum: farthest }) }, { additionalProperties: false }),
);

export interface SearchRequest {
  readonly q: string;
  readonly category: string | undefined;
  readonly limit: number;
  readonly cursor: string | undefined;
}

export async function searchProducts(products: ProductStore, request: SearchRequest): Promise<Answer> {
  const { q, category, limit } = request;
  const words = searchWordsOf(q);
  if (words.length === 0) {
    throw unprocessable(`'${q}' holds no word to search for; send one of at least three letters or digits`);
  }
  const skip = request.cursor === undefined ? 0 : cursor.decode(request.cursor).skip;
  const found = await products.search({ words, category, skip, limit: limit + 1 });
  const reached = skip + limit;
  const next = found.length > limit && reached <= farthest ? cursor.encode({ skip: reached }) : undefined;
  return json(200, {
    products: found.slice(0, limit).map(representProduct),
    _links: links({
      self: addressOf(request),
      next: next === undefined ? undefined : addressOf({ q, category, limit, cursor: next }),
      first: addressOf({ q, category, limit }),
      collection: '/v1/products',
    }),
  });
}
