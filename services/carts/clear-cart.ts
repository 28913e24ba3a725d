import Type from 'typebox';
import type { Caller } from '../kit/auth/caller.ts';
import { noContent } from '../kit/http/answer.ts';
import { operation } from '../kit/http/operation.ts';
import { changedCart } from './answer-cart.ts';
import { cartPathSchema } from './cart.schema.ts';
import { type CartKey, reachableCart, userCart } from './cart-key.ts';
import type { CartStore } from './cart-store.ts';
import { expectedVersions } from './cart-version.ts';

/** Clears carts on its own account too, after a crash between an order and its cart. */
const orders = 'service:orders';

export function clearCart({ carts }: { readonly carts: CartStore }) {
  return operation({
    method: 'DELETE',
    path: '/v1/carts/:id',
    summary: 'Empties the cart; with If-Match only while nothing was put in meanwhile',
    access: 'anyone',
    params: cartPathSchema,
    headers: Type.Object({ 'if-match': Type.Optional(Type.String({ maxLength: 1000 })) }),
    answers: { 204: Type.Null() },
    handle: async ({ params: { id }, headers, context }) => {
      const key = clearableCart(id, context.caller);
      const expected = headers['if-match'] === undefined ? 'any' : expectedVersions(headers);
      const result = await carts.clear(key, expected);
      // A cart that lapsed holds nothing, which is what was asked for.
      if (result.outcome !== 'unknown-cart') changedCart(key, result);
      return noContent();
    },
  });
}

function clearableCart(id: string, caller: Caller | undefined): CartKey {
  return caller?.subject === orders && id.startsWith('u') ? userCart(id) : reachableCart(id, caller);
}
