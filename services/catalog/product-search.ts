import type { Queryable } from '../kit/database/database.ts';
import { type PriceRange, priceBands } from './price-bands.ts';
import type { FacetSearch, Facets } from './product-store.ts';
import { booleanQueryOf } from './search-words.ts';

export const match = 'MATCH (p.name, p.description) AGAINST (? IN BOOLEAN MODE)';

export interface Filter {
  readonly category?: string | undefined;
  readonly prices?: PriceRange | undefined;
}

/** Further conditions on products `p`, with the values of their question marks. */
export function narrowing({ category, prices }: Filter): {
  readonly sql: string;
  readonly values: readonly (string | number)[];
} {
  const conditions: string[] = [];
  const values: (string | number)[] = [];
  const add = (condition: string, value: string | number): void => {
    conditions.push(` AND ${condition}`);
    values.push(value);
  };
  if (category !== undefined) add('p.category_id = ?', category);
  if (prices !== undefined) add('p.price_amount >= ?', prices.from);
  if (prices?.to !== undefined) add('p.price_amount < ?', prices.to);
  return { sql: conditions.join(''), values };
}

/** One statement a facet: each leaves its own condition out. */
export async function facetsOf(
  database: Pick<Queryable, 'rows'>,
  { words, category, prices }: FacetSearch,
): Promise<Facets> {
  const query = booleanQueryOf(words);
  const ofCategories = narrowing({ prices });
  const ofPrices = narrowing({ category });
  const [categories, bands] = await Promise.all([
    database.rows<{ readonly id: string; readonly count: number }>(
      `SELECT p.category_id AS id, COUNT(*) AS count FROM products p WHERE ${match}${ofCategories.sql}
        GROUP BY p.category_id ORDER BY COUNT(*) DESC, p.category_id`,
      [query, ...ofCategories.values],
    ),
    database.rows<{ readonly band: number; readonly count: number }>(
      `SELECT ${bandSql} AS band, COUNT(*) AS count FROM products p WHERE ${match}${ofPrices.sql}
        GROUP BY band ORDER BY band`,
      [query, ...ofPrices.values],
    ),
  ]);
  return { categories, prices: bands.map(({ band, count }) => ({ from: Number(band), count })) };
}

/** The highest bound that is not above the price; numbers of ours, so none of them is a parameter. */
const bandSql = `CASE ${priceBands
  .toReversed()
  .map((from) => `WHEN p.price_amount >= ${from} THEN ${from}`)
  .join(' ')} END`;
