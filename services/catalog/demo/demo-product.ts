import type { Money, ProductDetails } from '../product.ts';

export interface DemoProduct extends ProductDetails {
  readonly onHand: number;
}

export function eurocents(amount: number): Money {
  return { amount, currency: 'EUR' };
}

/** Nobody counts a demonstration's stock: from the sku, so that it is the same everywhere. */
export function someStock(sku: string): number {
  let sum = 0;
  for (const character of sku) sum = (sum * 31 + character.charCodeAt(0)) % 9973;
  return 8 + (sum % 180);
}

/** As shops write prices: a little under the next half euro. */
export function shopPrice(cents: number): Money {
  return eurocents(Math.round(cents / 50) * 50 - 10);
}
