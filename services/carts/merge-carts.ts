import Type from 'typebox';
import { json } from '../kit/http/answer.ts';
import { operation } from '../kit/http/operation.ts';
import { guestCartIdSchema, mergedCartSchema } from './cart.schema.ts';
import { guestCart } from './cart-key.ts';
import type { CartStore } from './cart-store.ts';
import { cartEtagOf } from './cart-version.ts';
import { ownCart } from './read-cart.ts';
import { representCart } from './represent-cart.ts';

/** Needs no If-Match: adding up is the same in any order, and a second time there is nothing left to add. */
export function mergeCarts({ carts }: { readonly carts: CartStore }) {
  return operation({
    method: 'POST',
    path: '/v1/carts/mine/merge',
    summary:
      "Moves a guest's items into the user's cart, as after signing in; once, however often it is asked",
    access: 'signed-in',
    body: Type.Object({ cartId: guestCartIdSchema }, { additionalProperties: false }),
    answers: { 200: mergedCartSchema },
    handle: async ({ body: { cartId }, context }) => {
      const key = ownCart(context);
      const { cart, left } = await carts.merge(guestCart(cartId), key);
      const headers = { etag: cartEtagOf(cart), 'cache-control': 'no-store' };
      return json(200, { ...representCart(key, cart), left }, headers);
    },
  });
}
