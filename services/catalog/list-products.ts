import Type from 'typebox';
import { json } from '../kit/http/answer.ts';
import { links } from '../kit/http/links.ts';
import { operation } from '../kit/http/operation.ts';
import { pageCursor } from '../kit/http/page-cursor.ts';
import { unavailable } from '../kit/problems/problem.ts';
import { addressOf } from './page-address.ts';
import { categoryIdSchema, productPageSchema, uuidSchema } from './product.schema.ts';
import type { ProductStore } from './product-store.ts';
import { representProduct } from './represent-product.ts';
import { searchProducts } from './search-products.ts';
import type { CatalogSettings } from './settings.ts';

const cursor = pageCursor(Type.Object({ after: uuidSchema }, { additionalProperties: false }));

const querySchema = Type.Object(
  {
    q: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 100,
        description: 'Words that the name or description must hold',
      }),
    ),
    category: Type.Optional(categoryIdSchema),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, description: '20 where it is not said' })),
    cursor: Type.Optional(Type.String({ maxLength: 200, description: "From a page's `next` link" })),
  },
  { additionalProperties: false },
);

export interface ListProductsParts {
  readonly products: ProductStore;
  readonly settings: CatalogSettings;
}

/** How long a client waits before it tries a search again that an operator has switched off. */
const searchAgainSeconds = 60;

export function listProducts({ products, settings }: ListProductsParts) {
  return operation({
    method: 'GET',
    path: '/v1/products',
    summary: 'Products by page, of one category or matching words',
    access: 'anyone',
    query: querySchema,
    answers: { 200: productPageSchema },
    handle: async ({ query: { q, category, limit: asked = 20, cursor: text } }) => {
      const { largestPage, searchByText } = settings.current;
      const limit = Math.min(asked, largestPage);
      if (q !== undefined && !searchByText) {
        throw unavailable(
          'products are not searched by words now, they are listed by category',
          searchAgainSeconds,
        );
      }
      if (q !== undefined) return await searchProducts(products, { q, category, limit, cursor: text });
      const after = text === undefined ? undefined : cursor.decode(text).after;
      const found = await products.list({ category, after, limit: limit + 1 });
      const page = found.slice(0, limit);
      const last = page.at(-1);
      const next = found.length > limit && last !== undefined ? cursor.encode({ after: last.id }) : undefined;
      return json(200, {
        products: page.map(representProduct),
        _links: links({
          self: addressOf({ category, limit, cursor: text }),
          next: next === undefined ? undefined : addressOf({ category, limit, cursor: next }),
          first: addressOf({ category, limit }),
          categories: '/v1/categories',
        }),
      });
    },
  });
}
