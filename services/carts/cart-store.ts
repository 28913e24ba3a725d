import type { Cart, ToldProduct } from './cart.ts';
import type { CartKey } from './cart-key.ts';
import type { ExpectedVersions } from './cart-version.ts';

/** Every method decides and changes at once, so two that come together never mix. */
export interface CartStore {
  create(key: CartKey): Promise<Cart>;
  /** Also lets it live on; undefined where a guest's cart is not there (any more). */
  read(key: CartKey): Promise<Cart | undefined>;
  putItem(key: CartKey, expected: ExpectedVersions, item: NewItem): Promise<ChangeOutcome>;
  removeItem(key: CartKey, expected: ExpectedVersions, productId: string): Promise<ChangeOutcome>;
  clear(key: CartKey, expected: ExpectedVersions): Promise<ChangeOutcome>;
  /** Remembers what the shopper is told now, only while the cart is at this version. */
  retell(key: CartKey, version: string, told: ReadonlyMap<string, ToldProduct>): Promise<ChangeOutcome>;
  /** Moves a guest's items to a user's cart; the guest's cart is gone afterwards. */
  merge(guest: CartKey, user: CartKey): Promise<MergeOutcome>;
}

export interface NewItem extends ToldProduct {
  readonly productId: string;
  readonly quantity: number;
}

export type ChangeOutcome =
  | { readonly outcome: 'changed'; readonly cart: Cart }
  | { readonly outcome: 'unknown-cart' | 'other-version' | 'full' };

export interface MergeOutcome {
  readonly cart: Cart;
  /** Products the user's cart had no room for. */
  readonly left: readonly string[];
}
