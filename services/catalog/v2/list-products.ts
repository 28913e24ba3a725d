import Type from 'typebox';
import { json } from '../../kit/http/answer.ts';
import { links } from '../../kit/http/links.ts';
import { operation } from '../../kit/http/operation.ts';
import { pageCursor } from '../../kit/http/page-cursor.ts';
import { badRequest, unavailable } from '../../kit/problems/problem.ts';
import type { PriceRange } from '../price-bands.ts';
import { categoryIdSchema, uuidSchema } from '../product.schema.ts';
import type { Product } from '../product.ts';
import type { ProductStore } from '../product-store.ts';
import type { CatalogSettings } from '../settings.ts';
import type { StockStore } from '../stock-store.ts';
import { availabilityOf } from './availability.ts';
import { addressOf, type PageAddress } from './page-address.ts';
import { productPageSchema } from './product.schema.ts';
import { representProduct } from './represent-product.ts';
import { searchProducts } from './search-products.ts';

const cursor = pageCursor(Type.Object({ after: uuidSchema }, { additionalProperties: false }));

const amountSchema = Type.Integer({ minimum: 0, maximum: 100_000_001 });

const querySchema = Type.Object(
  {
    id: Type.Optional(
      Type.Array(uuidSchema, {
        minItems: 1,
        maxItems: 50,
        description: 'These products, those that exist; goes with no other parameter',
      }),
    ),
    q: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 100,
        description: 'Words that the title or description must hold',
      }),
    ),
    category: Type.Optional(categoryIdSchema),
    priceFrom: Type.Optional(amountSchema),
    priceTo: Type.Optional(amountSchema),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, description: '20 where it is not said' })),
    cursor: Type.Optional(Type.String({ maxLength: 200, description: "From a page's `next` link" })),
  },
  { additionalProperties: false },
);

export interface ListProductsParts {
  readonly products: ProductStore;
  readonly stock: Pick<StockStore, 'level'>;
  readonly settings: CatalogSettings;
}

/** How long a client waits before it tries a search again that an operator has switched off. */
const searchAgainSeconds = 60;

/** Always from the database, with the stock of this moment. */
export function listProducts({ products, stock, settings }: ListProductsParts) {
  const represented = (found: readonly Product[]) =>
    Promise.all(
      found.map(async (product) => representProduct(product, availabilityOf(await stock.level(product.id)))),
    );
  const named = async (ids: readonly string[]) => {
    const found = await Promise.all([...new Set(ids)].map((id) => products.find(id)));
    return {
      products: await represented(found.filter((product) => product !== undefined)),
      _links: links({
        self: `/v2/products?${ids.map((id) => `id=${id}`).join('&')}`,
        collection: '/v2/products',
      }),
    };
  };
  return operation({
    method: 'GET',
    path: '/v2/products',
    summary: 'Products by page, by category, price, words or id',
    access: 'anyone',
    query: querySchema,
    answers: { 200: productPageSchema },
    handle: async ({ query }) => {
      const { id: ids, ...others } = query;
      if (ids !== undefined) {
        if (Object.keys(others).length > 0) throw badRequest("'id' names products; leave the rest out");
        return json(200, await named(ids));
      }
      const { largestPage, searchByText } = settings.current;
      const { q, limit = 20 } = others;
      const page = { ...others, limit: Math.min(limit, largestPage) };
      const prices = rangeOf(others);
      if (q === undefined) {
        const { products: found, links: _links } = await listed(products, page, prices);
        return json(200, { products: await represented(found), _links });
      }
      if (!searchByText) {
        throw unavailable(
          'products are not searched by words now, they are listed by category',
          searchAgainSeconds,
        );
      }
      const {
        products: found,
        facets,
        links: _links,
      } = await searchProducts(products, { ...page, q, prices });
      return json(200, { products: await represented(found), ...(facets && { facets }), _links });
    },
  });
}

function rangeOf({ priceFrom: from = 0, priceTo: to }: Omit<PageAddress, 'limit'>): PriceRange | undefined {
  if (to !== undefined && to <= from) {
    throw badRequest(`no price is from ${from} and below ${to}; priceTo must be the greater one`);
  }
  return from === 0 && to === undefined ? undefined : { from, to };
}

async function listed(products: ProductStore, page: PageAddress, prices: PriceRange | undefined) {
  const { category, limit } = page;
  const after = page.cursor === undefined ? undefined : cursor.decode(page.cursor).after;
  const found = await products.list({ category, prices, after, limit: limit + 1 });
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  const next = found.length > limit && last !== undefined ? cursor.encode({ after: last.id }) : undefined;
  return {
    products: shown,
    links: links({
      self: addressOf(page),
      next: next === undefined ? undefined : addressOf({ ...page, cursor: next }),
      first: addressOf({ ...page, cursor: undefined }),
      categories: '/v1/categories',
      'best-sellers': '/v1/best-sellers',
    }),
  };
}
