import type { Cart, ToldProduct } from './cart.ts';
import type { CartKey } from './cart-key.ts';

/** The cart in a hash's fields, name and value in turns. One without fields was never filled. */
export function cartIn({ id }: CartKey, fields: readonly string[]): Cart {
  const byName = new Map<string, string>();
  for (let index = 0; index < fields.length; index += 2) {
    byName.set(fields[index] ?? '', fields[index + 1] ?? '');
  }
  const products = [...byName.keys()]
    .filter((name) => name.startsWith('quantity:'))
    .map((name) => name.slice('quantity:'.length));
  const placeOf = (product: string): number => Number(byName.get(`since:${product}`));
  const items = products
    .sort((a, b) => placeOf(a) - placeOf(b) || (a < b ? -1 : 1))
    .map((productId) => ({
      productId,
      quantity: Number(byName.get(`quantity:${productId}`)),
      ...(JSON.parse(byName.get(`told:${productId}`) ?? '') as ToldProduct),
    }));
  return { id, version: byName.get('version') ?? '0', items };
}
