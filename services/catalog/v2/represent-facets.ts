import type { Static } from 'typebox';
import { links } from '../../kit/http/links.ts';
import { bandOf } from '../price-bands.ts';
import type { Category } from '../product.ts';
import type { Facets } from '../product-store.ts';
import { addressOf, type PageAddress } from './page-address.ts';
import type { facetsSchema } from './product.schema.ts';

/** Each leads to the search narrowed by it: a category or a band that is chosen already is exchanged, not added. */
export function representFacets(
  { categories, prices }: Facets,
  names: readonly Category[],
  page: PageAddress,
): Static<typeof facetsSchema> {
  const first = { ...page, cursor: undefined };
  return {
    categories: categories.map(({ id, count }) => ({
      id,
      name: names.find((category) => category.id === id)?.name ?? id,
      count,
      _links: links({ products: addressOf({ ...first, category: id }) }),
    })),
    prices: prices.map(({ from, count }) => {
      const { to } = bandOf(from);
      return {
        from,
        ...(to === undefined ? {} : { to }),
        count,
        _links: links({ products: addressOf({ ...first, priceFrom: from, priceTo: to }) }),
      };
    }),
  };
}
