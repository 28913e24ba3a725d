import Type from 'typebox';
import type { CacheAside } from '../kit/cache/cache-aside.ts';
import { json } from '../kit/http/answer.ts';
import { links } from '../kit/http/links.ts';
import { operation } from '../kit/http/operation.ts';
import { linksSchema } from '../kit/openapi/links.schema.ts';
import type { Clock } from '../kit/time/clock.ts';
import { uuidSchema } from './product.schema.ts';
import type { BestSeller, SalesStore } from './sales-store.ts';

const days = 30;
const most = 50;
/** A moment old is good enough, and a hot list costs the database one question a minute. */
const kept = { ttlMs: 60_000, negativeTtlMs: 1_000, localMs: 5_000 };
const key = 'best-sellers:1';

const bestSellersSchema = Type.Object({
  products: Type.Array(
    Type.Object({
      productId: uuidSchema,
      title: Type.String(),
      sold: Type.Integer({ minimum: 1, description: `In the last ${days} days` }),
      _links: linksSchema,
    }),
  ),
  _links: linksSchema,
});

export interface ListBestSellersParts {
  readonly sales: Pick<SalesStore, 'bestSellers'>;
  readonly copies: CacheAside;
  readonly clock: Clock;
}

export function listBestSellers({ sales, copies, clock }: ListBestSellersParts) {
  const load = async (): Promise<Buffer> => {
    const since = new Date(clock.now() - days * 86_400_000);
    return Buffer.from(JSON.stringify(await sales.bestSellers(since, most)));
  };
  return operation({
    method: 'GET',
    path: '/v1/best-sellers',
    summary: `What sold most in the last ${days} days; up to a minute old`,
    access: 'anyone',
    query: Type.Object(
      {
        limit: Type.Optional(
          Type.Integer({ minimum: 1, maximum: most, description: '10 where it is not said' }),
        ),
      },
      { additionalProperties: false },
    ),
    answers: { 200: bestSellersSchema },
    handle: async ({ query: { limit = 10 } }) => {
      const bytes = await copies.read(key, kept, load);
      const found: readonly BestSeller[] = bytes === undefined ? [] : JSON.parse(bytes.toString('utf8'));
      const body = {
        products: found.slice(0, limit).map(({ productId, name, sold }) => ({
          productId,
          title: name,
          sold,
          _links: links({ product: `/v2/products/${productId}` }),
        })),
        _links: links({ self: `/v1/best-sellers?limit=${limit}`, products: '/v2/products' }),
      };
      return json(200, body, { 'cache-control': 'public, max-age=60' });
    },
  });
}
