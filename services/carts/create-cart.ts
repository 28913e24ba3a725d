import { created } from '../kit/http/answer.ts';
import { operation } from '../kit/http/operation.ts';
import { cartSchema } from './cart.schema.ts';
import { newGuestCart } from './cart-key.ts';
import type { CartStore } from './cart-store.ts';
import { cartEtagOf } from './cart-version.ts';
import { representCart } from './represent-cart.ts';

export function createCart({ carts }: { readonly carts: CartStore }) {
  return operation({
    method: 'POST',
    path: '/v1/carts',
    summary: "A guest's cart, reached by whoever knows its id; it stays for a week after its last use",
    access: 'anyone',
    answers: { 201: cartSchema },
    handle: async () => {
      const key = newGuestCart();
      const cart = await carts.create(key);
      const headers = { etag: cartEtagOf(cart), 'cache-control': 'no-store' };
      return created(`/v1/carts/${key.id}`, representCart(key, cart), headers);
    },
  });
}
