import { operation } from '../kit/http/operation.ts';
import { answerCart, changedCart } from './answer-cart.ts';
import { cartSchema, itemPathSchema } from './cart.schema.ts';
import { reachableCart } from './cart-key.ts';
import type { CartStore } from './cart-store.ts';
import { conditionSchema, expectedVersions } from './cart-version.ts';

export function removeItem({ carts }: { readonly carts: CartStore }) {
  return operation({
    method: 'DELETE',
    path: '/v1/carts/:id/items/:productId',
    summary: 'Takes a product out of the cart; what is not in it changes nothing',
    access: 'anyone',
    params: itemPathSchema,
    headers: conditionSchema,
    answers: { 200: cartSchema },
    handle: async ({ params: { id, productId }, headers, context }) => {
      const key = reachableCart(id, context.caller);
      const result = await carts.removeItem(key, expectedVersions(headers), productId);
      return answerCart(key, changedCart(key, result));
    },
  });
}
