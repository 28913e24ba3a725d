import Type from 'typebox';
import { links } from '../../kit/http/links.ts';
import { pageCursor } from '../../kit/http/page-cursor.ts';
import { unprocessable } from '../../kit/problems/problem.ts';
import type { PriceRange } from '../price-bands.ts';
import type { ProductStore } from '../product-store.ts';
import { searchWordsOf } from '../search-words.ts';
import { addressOf, type PageAddress } from './page-address.ts';
import { representFacets } from './represent-facets.ts';

/** A search ends here: its pages are counted from the start, so far pages cost more, and nobody reads them. */
const farthest = 500;

const cursor = pageCursor(
  Type.Object({ skip: Type.Integer({ minimum: 1, maximum: farthest }) }, { additionalProperties: false }),
);

export interface SearchRequest extends PageAddress {
  readonly q: string;
  readonly prices: PriceRange | undefined;
}

/** A page of what was found; the first one tells by what it can be narrowed. */
export async function searchProducts(products: ProductStore, { prices, ...page }: SearchRequest) {
  const { q, category, limit } = page;
  const words = searchWordsOf(q);
  if (words.length === 0) {
    throw unprocessable(`'${q}' holds no word to search for; send one of at least three letters or digits`);
  }
  const skip = page.cursor === undefined ? 0 : cursor.decode(page.cursor).skip;
  const search = { words, category, prices };
  const [found, facets] = await Promise.all([
    products.search({ ...search, skip, limit: limit + 1 }),
    skip === 0 ? facetsOf(products, search, page) : undefined,
  ]);
  const reached = skip + limit;
  const next = found.length > limit && reached <= farthest ? cursor.encode({ skip: reached }) : undefined;
  return {
    products: found.slice(0, limit),
    facets,
    links: links({
      self: addressOf(page),
      next: next === undefined ? undefined : addressOf({ ...page, cursor: next }),
      first: addressOf({ ...page, cursor: undefined }),
      collection: '/v2/products',
    }),
  };
}

async function facetsOf(
  products: ProductStore,
  search: Parameters<ProductStore['facets']>[0],
  page: PageAddress,
) {
  const [facets, categories] = await Promise.all([products.facets(search), products.categories()]);
  return representFacets(facets, categories, page);
}
