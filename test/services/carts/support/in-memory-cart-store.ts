import {
  type Cart,
  type CartItem,
  mostItems,
  mostOfOne,
  type ToldProduct,
} from '../../../../services/carts/cart.ts';
import type { CartKey } from '../../../../services/carts/cart-key.ts';
import type {
  CartStore,
  ChangeOutcome,
  MergeOutcome,
  NewItem,
} from '../../../../services/carts/cart-store.ts';
import type { ExpectedVersions } from '../../../../services/carts/cart-version.ts';
import { systemClock } from '../../../../services/kit/time/clock.ts';

/** Keeps the promises of a cart store for the length of a test. */
export class InMemoryCartStore implements CartStore {
  readonly #carts = new Map<string, { readonly cart: Cart; readonly until: number }>();
  readonly #clock: { now(): number };

  constructor(clock: { now(): number } = systemClock) {
    this.#clock = clock;
  }

  async create(key: CartKey): Promise<Cart> {
    return this.#write(key, []);
  }

  async read(key: CartKey): Promise<Cart | undefined> {
    const kept = this.#live(key);
    if (kept !== undefined) this.#keep(key, kept);
    return kept ?? (key.kind === 'user' ? emptyCart(key) : undefined);
  }

  async putItem(key: CartKey, expected: ExpectedVersions, item: NewItem): Promise<ChangeOutcome> {
    return this.#change(key, expected, (items) => {
      if (items.some(({ productId }) => productId === item.productId)) {
        return items.map((each) => (each.productId === item.productId ? { ...item } : each));
      }
      return items.length >= mostItems ? 'full' : [...items, { ...item }];
    });
  }

  async removeItem(key: CartKey, expected: ExpectedVersions, productId: string): Promise<ChangeOutcome> {
    return this.#change(key, expected, (items) => items.filter((item) => item.productId !== productId));
  }

  async clear(key: CartKey, expected: ExpectedVersions): Promise<ChangeOutcome> {
    return this.#change(key, expected, () => []);
  }

  async retell(
    key: CartKey,
    version: string,
    told: ReadonlyMap<string, ToldProduct>,
  ): Promise<ChangeOutcome> {
    return this.#change(key, [version], (items) =>
      items.map((item) => ({ ...item, ...told.get(item.productId) })),
    );
  }

  async merge(guest: CartKey, user: CartKey): Promise<MergeOutcome> {
    const from = this.#live(guest)?.items ?? [];
    let items = this.#live(user)?.items ?? [];
    const left: string[] = [];
    for (const item of from) {
      const held = items.find(({ productId }) => productId === item.productId);
      if (held !== undefined) {
        const quantity = Math.min(held.quantity + item.quantity, mostOfOne);
        items = items.map((each) => (each === held ? { ...held, quantity } : each));
      } else if (items.length < mostItems) items = [...items, item];
      else left.push(item.productId);
    }
    this.#carts.delete(guest.id);
    const cart = from.length > 0 ? this.#write(user, items) : (this.#live(user) ?? emptyCart(user));
    return { cart, left };
  }

  #change(
    key: CartKey,
    expected: ExpectedVersions,
    change: (items: readonly CartItem[]) => readonly CartItem[] | 'full',
  ): ChangeOutcome {
    const current = this.#live(key) ?? (key.kind === 'user' ? emptyCart(key) : undefined);
    if (current === undefined) return { outcome: 'unknown-cart' };
    if (expected !== 'any' && !expected.includes(current.version)) return { outcome: 'other-version' };
    const items = change(current.items);
    if (items === 'full') return { outcome: 'full' };
    const same = items.length === current.items.length && items.every((item, i) => item === current.items[i]);
    return { outcome: 'changed', cart: same ? current : this.#write(key, items) };
  }

  #live({ id }: CartKey): Cart | undefined {
    const kept = this.#carts.get(id);
    return kept !== undefined && kept.until > this.#clock.now() ? kept.cart : undefined;
  }

  #write(key: CartKey, items: readonly CartItem[]): Cart {
    const version = String(Math.max(Number(this.#live(key)?.version ?? 0) + 1, this.#clock.now()));
    return this.#keep(key, { id: key.id, version, items });
  }

  #keep({ id, lifeMs }: CartKey, cart: Cart): Cart {
    this.#carts.set(id, { cart, until: this.#clock.now() + lifeMs });
    return cart;
  }
}

function emptyCart({ id }: CartKey): Cart {
  return { id, version: '0', items: [] };
}
