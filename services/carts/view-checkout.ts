import { type Answer, json } from '../kit/http/answer.ts';
import { link, links } from '../kit/http/links.ts';
import { operation } from '../kit/http/operation.ts';
import { conflict } from '../kit/problems/problem.ts';
import { cartPathSchema } from './cart.schema.ts';
import { type CartKey, noCart, reachableCart } from './cart-key.ts';
import type { CartStore } from './cart-store.ts';
import { cartEtagOf } from './cart-version.ts';
import { checkoutSchema } from './checkout.schema.ts';
import { type Checkout, type CheckoutItem, checkoutOf } from './checkout.ts';
import type { Shelf } from './shelf.ts';

export interface ViewCheckoutParts {
  readonly carts: CartStore;
  readonly shelf: Shelf;
}

/** A shopper who keeps changing the cart while looking at it gets a conflict after so many looks. */
const mostLooks = 3;

/** Told prices are remembered: whoever looks again has seen them, and may order at them. */
export function viewCheckout({ carts, shelf }: ViewCheckoutParts) {
  return operation({
    method: 'POST',
    path: '/v1/carts/:id/checkout-view',
    summary: "The cart at catalog's prices and stock of this moment; tells and remembers what changed",
    access: 'anyone',
    params: cartPathSchema,
    answers: { 200: checkoutSchema },
    handle: async ({ params: { id }, context }) => {
      const key = reachableCart(id, context.caller);
      for (let look = 0; look < mostLooks; look++) {
        const cart = await carts.read(key);
        if (cart === undefined) throw noCart(id);
        const products = cart.items.map(({ productId }) => productId);
        const checkout = checkoutOf(cart, await shelf.find(products, context));
        if (checkout.news.size === 0) return answer(key, cart.version, checkout);
        const told = await carts.retell(key, cart.version, checkout.news);
        if (told.outcome === 'changed') return answer(key, told.cart.version, checkout);
      }
      throw conflict(`cart ${id} keeps changing while it is looked at; try again`);
    },
  });
}

function answer({ id }: CartKey, version: string, { items, total, ready }: Checkout): Answer {
  const cart = `/v1/carts/${id}`;
  const body = {
    cartId: id,
    items: items.map((item) => representItem(cart, item)),
    total,
    ready,
    _links: links({
      cart,
      'checkout-view': link(`${cart}/checkout-view`, 'POST'),
      'place-order': ready ? link('/v1/orders', 'POST') : undefined,
    }),
  };
  return json(200, body, { etag: cartEtagOf({ version }), 'cache-control': 'no-store' });
}

function representItem(cart: string, item: CheckoutItem) {
  const { productId, state } = item;
  const self = `${cart}/items/${productId}`;
  return {
    ...item,
    _links: links({
      product: state === 'missing' ? undefined : `/v2/products/${productId}`,
      'put-item': state === 'missing' ? undefined : link(self, 'PUT'),
      remove: link(self, 'DELETE'),
    }),
  };
}
