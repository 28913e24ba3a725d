import type { NewItem } from '../../../../services/carts/cart-store.ts';

export const coffee = '01940000-0000-7000-8000-000000000001';
export const tea = '01940000-0000-7000-8000-000000000002';
export const cup = '01940000-0000-7000-8000-000000000003';

export function itemOf(
  productId: string,
  quantity: number,
  { title = `Product ${productId.slice(-1)}`, amount = 1290 } = {},
): NewItem {
  return { productId, quantity, title, price: { amount, currency: 'EUR' } };
}
