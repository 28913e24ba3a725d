import type { Cache, CacheValue } from '../kit/cache/cache.ts';
import { CacheUnavailable } from '../kit/cache/cache-unavailable.ts';
import { unavailable } from '../kit/problems/problem.ts';
import { type Cart, mostItems, mostOfOne, type ToldProduct } from './cart.ts';
import { cartIn } from './cart-hash.ts';
import type { CartKey } from './cart-key.ts';
import {
  clearScript,
  createScript,
  mergeScript,
  putItemScript,
  readScript,
  removeItemScript,
  retellScript,
} from './cart-scripts.ts';
import type { CartStore, ChangeOutcome, MergeOutcome, NewItem } from './cart-store.ts';
import type { ExpectedVersions } from './cart-version.ts';

type Reply = readonly string[];
type Refusal = Exclude<ChangeOutcome['outcome'], 'changed'>;

/** Carts in the service's own key space; without the cache every method ends in a 503. */
export class CacheCartStore implements CartStore {
  readonly #cache: Cache;

  constructor(cache: Cache) {
    this.#cache = cache;
  }

  async create(key: CartKey): Promise<Cart> {
    return cartIn(key, await this.#run<Reply>(createScript, [key], [key.lifeMs]));
  }

  async read(key: CartKey): Promise<Cart | undefined> {
    const fields = await this.#run<Reply>(readScript, [key], [key.lifeMs]);
    return fields.length === 0 && key.kind === 'guest' ? undefined : cartIn(key, fields);
  }

  putItem(key: CartKey, expected: ExpectedVersions, item: NewItem): Promise<ChangeOutcome> {
    const { productId, quantity, title, price } = item;
    const told = JSON.stringify({ title, price });
    return this.#change(putItemScript, key, expected, [mostItems, productId, quantity, told]);
  }

  removeItem(key: CartKey, expected: ExpectedVersions, productId: string): Promise<ChangeOutcome> {
    return this.#change(removeItemScript, key, expected, [productId]);
  }

  clear(key: CartKey, expected: ExpectedVersions): Promise<ChangeOutcome> {
    return this.#change(clearScript, key, expected, []);
  }

  retell(key: CartKey, version: string, told: ReadonlyMap<string, ToldProduct>): Promise<ChangeOutcome> {
    const values = [...told].flatMap(([id, { title, price }]) => [id, JSON.stringify({ title, price })]);
    return this.#change(retellScript, key, [version], values);
  }

  async merge(guest: CartKey, user: CartKey): Promise<MergeOutcome> {
    const limits = [user.lifeMs, mostItems, mostOfOne];
    const [fields, left] = await this.#run<readonly [Reply, Reply]>(mergeScript, [guest, user], limits);
    return { cart: cartIn(user, fields), left };
  }

  async #change(
    script: string,
    key: CartKey,
    expected: ExpectedVersions,
    values: readonly CacheValue[],
  ): Promise<ChangeOutcome> {
    const versions = expected === 'any' ? 'any' : expected.join(' ');
    const reply = await this.#run<Reply | Refusal>(
      script,
      [key],
      [key.lifeMs, key.kind, versions, ...values],
    );
    if (typeof reply === 'string') return { outcome: reply };
    return { outcome: 'changed', cart: cartIn(key, reply as Reply) };
  }

  async #run<Result>(
    script: string,
    keys: readonly CartKey[],
    values: readonly CacheValue[],
  ): Promise<Result> {
    try {
      const names = keys.map(({ id }) => `cart:${id}`);
      return (await this.#cache.run(script, names, values)) as Result;
    } catch (error) {
      if (!(error instanceof CacheUnavailable)) throw error;
      throw unavailable('carts cannot be read or changed at the moment; they are kept, try again shortly');
    }
  }
}
