import { type Cart, type Money, priceOf, type ToldProduct, totalOf } from './cart.ts';
import type { ShelfProduct } from './shelf.ts';

/** How an item stands now, compared with what the shopper was told. */
export type CheckoutState = 'unchanged' | 'price-changed' | 'not-enough-stock' | 'missing';

export interface CheckoutItem {
  readonly productId: string;
  readonly title: string;
  readonly quantity: number;
  readonly unitPrice: Money;
  readonly lineTotal: Money;
  readonly state: CheckoutState;
  /** Where the price changed. */
  readonly previousPrice?: Money;
  /** Where there is not enough. */
  readonly available?: number;
}

export interface Checkout {
  readonly items: readonly CheckoutItem[];
  /** Of what can be had. */
  readonly total: Money;
  /** Something is in it, and all of it is as the shopper was told. */
  readonly ready: boolean;
  /** What the shopper is told now and was not before. */
  readonly news: ReadonlyMap<string, ToldProduct>;
}

/** A cart at today's prices and stock. */
export function checkoutOf({ items }: Cart, shelf: ReadonlyMap<string, ShelfProduct>): Checkout {
  const looked = items.map((item): CheckoutItem => {
    const { productId, quantity, price: told } = item;
    const current = shelf.get(productId);
    const { title, price } = current ?? item;
    const changed = price.amount !== told.amount || price.currency !== told.currency;
    const line = { productId, title, quantity, unitPrice: price, lineTotal: priceOf({ price, quantity }) };
    if (current === undefined) return { ...line, state: 'missing' };
    const news = changed ? { previousPrice: told } : {};
    const { available } = current;
    if (available !== undefined && available < quantity) {
      return { ...line, ...news, state: 'not-enough-stock', available };
    }
    return { ...line, ...news, state: changed ? 'price-changed' : 'unchanged' };
  });
  const payable = looked.filter(({ state }) => state !== 'missing');
  return {
    items: looked,
    total: totalOf(payable.map(({ unitPrice: price, quantity }) => ({ price, quantity }))),
    ready: looked.length > 0 && looked.every(({ state }) => state === 'unchanged'),
    news: new Map(
      looked
        .filter(({ previousPrice }) => previousPrice !== undefined)
        .map(({ productId, title, unitPrice: price }) => [productId, { title, price }]),
    ),
  };
}
