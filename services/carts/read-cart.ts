import { type Answer, notModified } from '../kit/http/answer.ts';
import { ifNoneMatchSchema } from '../kit/http/etag.schema.ts';
import { isFresh } from '../kit/http/etag.ts';
import { operation } from '../kit/http/operation.ts';
import type { RequestContext } from '../kit/http/request-context.ts';
import { unauthenticated } from '../kit/problems/problem.ts';
import { answerCart } from './answer-cart.ts';
import { cartPathSchema, cartSchema } from './cart.schema.ts';
import { type CartKey, cartOfUser, noCart, reachableCart } from './cart-key.ts';
import type { CartStore } from './cart-store.ts';
import { cartEtagOf } from './cart-version.ts';

export interface ReadCartParts {
  readonly carts: CartStore;
}

type Headers = Parameters<typeof isFresh>[0];

export function readCart(parts: ReadCartParts) {
  return operation({
    method: 'GET',
    path: '/v1/carts/:id',
    summary: "A guest's cart, or the caller's own",
    access: 'anyone',
    params: cartPathSchema,
    headers: ifNoneMatchSchema,
    answers: { 200: cartSchema },
    handle: ({ params: { id }, headers, context }) => read(parts, reachableCart(id, context.caller), headers),
  });
}

export function readOwnCart(parts: ReadCartParts) {
  return operation({
    method: 'GET',
    path: '/v1/carts/mine',
    summary: "The signed-in user's cart; it stays for 90 days after its last use",
    access: 'signed-in',
    headers: ifNoneMatchSchema,
    answers: { 200: cartSchema },
    handle: ({ headers, context }) => read(parts, ownCart(context), headers),
  });
}

export function ownCart({ caller }: Pick<RequestContext, 'caller'>): CartKey {
  if (caller === undefined) throw unauthenticated('send an access token as `Authorization: Bearer <token>`');
  return cartOfUser(caller.subject);
}

async function read({ carts }: ReadCartParts, key: CartKey, headers: Headers): Promise<Answer> {
  const cart = await carts.read(key);
  if (cart === undefined) throw noCart(key.id);
  const etag = cartEtagOf(cart);
  return isFresh(headers, etag) ? notModified(etag) : answerCart(key, cart);
}
