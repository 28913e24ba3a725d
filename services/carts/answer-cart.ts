import { type Answer, json } from '../kit/http/answer.ts';
import { problem } from '../kit/problems/problem.ts';
import { type Cart, mostItems } from './cart.ts';
import { type CartKey, noCart } from './cart-key.ts';
import type { ChangeOutcome } from './cart-store.ts';
import { cartEtagOf, changedMeanwhile } from './cart-version.ts';
import { representCart } from './represent-cart.ts';

/** A cart is one person's: no cache in between may keep it. */
export function answerCart(key: CartKey, cart: Cart): Answer {
  return json(200, representCart(key, cart), { etag: cartEtagOf(cart), 'cache-control': 'no-store' });
}

/** The cart after a change, or the problem in its way. */
export function changedCart({ id }: CartKey, result: ChangeOutcome): Cart {
  switch (result.outcome) {
    case 'changed':
      return result.cart;
    case 'unknown-cart':
      throw noCart(id);
    case 'other-version':
      throw changedMeanwhile(id);
    case 'full':
      throw problem({
        status: 409,
        kind: 'cart-full',
        title: 'The cart is full',
        detail: `a cart holds ${mostItems} different products at most; remove one, or order these first`,
        members: { most: mostItems },
      });
  }
}
