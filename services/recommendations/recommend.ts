import { json } from '../kit/http/answer.ts';
import { links } from '../kit/http/links.ts';
import { operation } from '../kit/http/operation.ts';
import type { RequestContext } from '../kit/http/request-context.ts';
import { badRequest, Problem } from '../kit/problems/problem.ts';
import type { Clock } from '../kit/time/clock.ts';
import type { BestSellers } from './best-sellers.ts';
import type { CartContents } from './cart-contents.ts';
import type { Companions } from './companions.ts';
import { rank } from './rank.ts';
import { recommendationQuerySchema, recommendationsSchema } from './recommendation.schema.ts';
import { within } from './within.ts';

export interface RecommendParts {
  readonly companions: Pick<Companions, 'of'>;
  readonly carts: CartContents;
  readonly bestSellers: BestSellers;
  readonly clock: Clock;
}

/** A page waits no longer for what it can do without. */
const patienceMs = 300;

export function recommend(parts: RecommendParts) {
  return operation({
    method: 'GET',
    path: '/v1/recommendations',
    summary: 'What is bought together with a product, or with what is in a cart',
    access: 'anyone',
    query: recommendationQuerySchema,
    answers: { 200: recommendationsSchema },
    handle: async ({ query: { product, cart, limit = 8 }, context }) => {
      const subject = subjectOf(product, cart);
      const { products, degraded } = await choose(parts, subject, { limit, context });
      const { product: ofProduct, cart: ofCart } = subject;
      const body = {
        products: products.map((productId) => ({
          productId,
          _links: links({ product: `/v2/products/${productId}` }),
        })),
        degraded,
        _links: links({
          self: `/v1/recommendations?${ofCart === undefined ? `product=${ofProduct}` : `cart=${ofCart}`}&limit=${limit}`,
          product: ofProduct === undefined ? undefined : `/v2/products/${ofProduct}`,
          cart: ofCart === undefined ? undefined : `/v1/carts/${ofCart}`,
          'best-sellers': '/v1/best-sellers',
        }),
      };
      const shareable = ofProduct !== undefined && !degraded;
      return json(200, body, { 'cache-control': shareable ? 'public, max-age=60' : 'no-store' });
    },
  });
}

type Subject =
  | { readonly product: string; readonly cart?: undefined }
  | { readonly product?: undefined; readonly cart: string };

function subjectOf(product: string | undefined, cart: string | undefined): Subject {
  if (product !== undefined && cart === undefined) return { product };
  if (cart !== undefined && product === undefined) return { cart };
  throw badRequest('name either a product or a cart: ?product=<id> or ?cart=<id>');
}

interface Asked {
  readonly limit: number;
  readonly context: RequestContext;
}

async function choose(parts: RecommendParts, subject: Subject, { limit, context }: Asked) {
  const { companions, bestSellers, clock } = parts;
  let there: readonly string[] = subject.product === undefined ? [] : [subject.product];
  const learned = async () => {
    if (subject.cart !== undefined) there = (await parts.carts.of(subject.cart, context)) ?? [];
    return rank({ found: await companions.of(there), except: new Set(there), limit });
  };
  const known = await within(learned(), patienceMs, clock).catch((error: unknown) => {
    // Whose cart it is was decided; best sellers are for what nobody could say.
    if (error instanceof Problem && error.status === 404) throw error;
    context.log.warn('best sellers stand in for what is bought together', { error });
    return [];
  });
  if (known.length > 0) return { products: known.map(({ productId }) => productId), degraded: false };
  const others = (await bestSellers.list(context)).filter((productId) => !there.includes(productId));
  return { products: others.slice(0, limit), degraded: true };
}
