import Type from 'typebox';
import { Compile } from 'typebox/compile';
import { json } from '../../kit/http/answer.ts';
import { links } from '../../kit/http/links.ts';
import { parseQuery } from '../../kit/http/query-string.ts';
import type { Substitute } from './substitute.ts';

const path = '/v1/recommendations';
const most = 50;
const limitWhereNoneIsSaid = 8;

/** What recommendations would take; it explains to others what is wrong with theirs, once it is back. */
const askedQuery = Compile(
  Type.Object(
    {
      product: Type.Optional(Type.String({ pattern: '^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$' })),
      cart: Type.Optional(Type.String({ pattern: '^[gu][A-Za-z0-9_-]{32}$' })),
      limit: Type.Optional(Type.String({ pattern: '^(?:[1-9]|1[0-9]|20)$' })),
    },
    { additionalProperties: false },
  ),
);
/** What is needed of best sellers, and nothing else of them. */
const neededBestSellers = Compile(
  Type.Object({ products: Type.Array(Type.Object({ productId: Type.String() }), { maxItems: 100 }) }),
);

/**
 * For as long as recommendations is away, what sells best is recommended, in its own representation. It does the same
 * by itself where it knows nothing; that both look alike, the tests hold.
 */
export const bestSellers: Substitute = {
  service: 'catalog',
  // Beyond this a page is better off with best sellers; recommendations gives itself 300 ms.
  patienceMs: 1000,
  pathFor: (url) => (subjectOf(url) === undefined ? undefined : `/v1/best-sellers?limit=${most}`),
  answerTo(url, found) {
    const subject = subjectOf(url);
    if (subject === undefined || !neededBestSellers.Check(found)) return undefined;
    const { product, cart, limit } = subject;
    const others = found.products.map(({ productId }) => productId).filter((id) => id !== product);
    const body = {
      products: others.slice(0, limit).map((productId) => ({
        productId,
        _links: links({ product: `/v2/products/${productId}` }),
      })),
      degraded: true,
      _links: links({
        self: `${path}?${cart === undefined ? `product=${product}` : `cart=${cart}`}&limit=${limit}`,
        product: product === undefined ? undefined : `/v2/products/${product}`,
        cart: cart === undefined ? undefined : `/v1/carts/${cart}`,
        'best-sellers': '/v1/best-sellers',
      }),
    };
    return json(200, body, { 'cache-control': 'no-store' });
  },
};

/** A product or a cart, as recommendations has it. */
function subjectOf(url: string) {
  if (url !== path && !url.startsWith(`${path}?`)) return undefined;
  const query = { ...parseQuery(url) };
  if (!askedQuery.Check(query)) return undefined;
  const { product, cart, limit = limitWhereNoneIsSaid } = query;
  if ((product === undefined) === (cart === undefined)) return undefined;
  return { product, cart, limit: Number(limit) };
}
