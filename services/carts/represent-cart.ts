import { type Link, link, links } from '../kit/http/links.ts';
import { type Cart, type CartItem, priceOf, totalOf } from './cart.ts';
import type { CartKey } from './cart-key.ts';

/** Only a guest's cart can be merged, and only what holds something be checked out or cleared. */
export function representCart({ kind }: Pick<CartKey, 'kind'>, { id, items }: Cart) {
  const self = `/v1/carts/${id}`;
  const filled = items.length > 0;
  return {
    id,
    items: items.map((item) => representItem(self, item)),
    itemCount: items.reduce((sum, { quantity }) => sum + quantity, 0),
    total: totalOf(items),
    _links: links({
      self,
      'put-item': templated(`${self}/items/{productId}`, 'PUT'),
      products: '/v2/products',
      merge: kind === 'guest' ? link('/v1/carts/mine/merge', 'POST') : undefined,
      'checkout-view': filled ? link(`${self}/checkout-view`, 'POST') : undefined,
      clear: filled ? link(self, 'DELETE') : undefined,
      recommendations: filled ? `/v1/recommendations?cart=${id}` : undefined,
    }),
  };
}

function representItem(cart: string, item: CartItem) {
  const { productId, title, quantity, price } = item;
  const self = `${cart}/items/${productId}`;
  return {
    productId,
    title,
    quantity,
    unitPrice: price,
    lineTotal: priceOf(item),
    _links: links({
      product: `/v2/products/${productId}`,
      'put-item': link(self, 'PUT'),
      remove: link(self, 'DELETE'),
    }),
  };
}

function templated(href: string, method: string): Link & { readonly templated: true } {
  return { href, method, templated: true };
}
