import type { RequestContext } from '../kit/http/request-context.ts';
import type { Money, Order, OrderItem } from './order.ts';

/** What orders need of whoever keeps the carts. */
export interface Carts {
  /** The buyer's cart at the prices of this moment. Throws a Problem where it cannot be had. */
  checkout(cartId: string, context: RequestContext): Promise<Checkout>;
  /** Empties it, unless something was put in since it was ordered. */
  clear(order: Order): Promise<void>;
}

export interface Checkout {
  readonly items: readonly OrderItem[];
  readonly total: Money;
  /** All of it can be had at the prices the buyer was told. */
  readonly ready: boolean;
  readonly etag: string | undefined;
}
