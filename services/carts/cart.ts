/** Money in the currency's smallest unit: 1290 EUR is twelve euros ninety. */
export interface Money {
  readonly amount: number;
  readonly currency: string;
}

/** What a product was called and cost when the shopper was last told. */
export interface ToldProduct {
  readonly title: string;
  readonly price: Money;
}

export interface CartItem extends ToldProduct {
  readonly productId: string;
  readonly quantity: number;
}

export interface Cart {
  readonly id: string;
  /** Grows with every change; its ETag. A user's cart that was never filled is at 0. */
  readonly version: string;
  /** In the order they were put in. */
  readonly items: readonly CartItem[];
}

/** What catalog's reservations take, so that every cart can be ordered. */
export const mostItems = 50;
export const mostOfOne = 100;

/** A cart has one total, so it holds one currency. */
export const shopCurrency = 'EUR';

export function priceOf({ price, quantity }: Pick<CartItem, 'price' | 'quantity'>): Money {
  return { amount: price.amount * quantity, currency: price.currency };
}

export function totalOf(items: readonly Pick<CartItem, 'price' | 'quantity'>[]): Money {
  const amount = items.reduce((sum, item) => sum + priceOf(item).amount, 0);
  return { amount, currency: shopCurrency };
}
