import type { RequestContext } from '../../../../services/kit/http/request-context.ts';
import { notFound } from '../../../../services/kit/problems/problem.ts';
import type { Carts, Checkout } from '../../../../services/orders/carts.ts';
import type { Order, OrderItem } from '../../../../services/orders/order.ts';

/** Each cart belongs to the subject it was filled for. */
export class InMemoryCarts implements Carts {
  readonly #carts = new Map<
    string,
    { readonly owner: string; items: readonly OrderItem[]; ready: boolean }
  >();
  /** How often somebody asked for a checkout view. */
  checkouts = 0;

  fill(cartId: string, owner: string, items: readonly OrderItem[], ready = true): void {
    this.#carts.set(cartId, { owner, items, ready });
  }

  async checkout(cartId: string, { caller }: RequestContext): Promise<Checkout> {
    this.checkouts += 1;
    const cart = this.#carts.get(cartId);
    if (cart === undefined || cart.owner !== caller?.subject) throw notFound(`you have no cart ${cartId}`);
    const amount = cart.items.reduce((sum, { quantity, unitPrice }) => sum + quantity * unitPrice.amount, 0);
    return { items: cart.items, total: { amount, currency: 'EUR' }, ready: cart.ready, etag: '"1"' };
  }

  async clear({ cartId }: Order): Promise<void> {
    const cart = this.#carts.get(cartId);
    if (cart !== undefined) cart.items = [];
  }
}
