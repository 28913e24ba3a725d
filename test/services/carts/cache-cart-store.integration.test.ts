import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CacheCartStore } from '../../../services/carts/cache-cart-store.ts';
import { cartOfUser, newGuestCart } from '../../../services/carts/cart-key.ts';
import { type Cache, createCache } from '../../../services/kit/cache/cache.ts';
import { recordedLog } from '../kit/support/recorded-log.ts';
import { testCacheConfiguration } from '../kit/support/test-cache.ts';
import { coffee, itemOf, tea } from './support/an-item.ts';
import { describeCartStore } from './support/cart-store.contract.ts';
import { confinedCache, reached } from './support/confined-cache.ts';

let cache: Cache;
let close: () => Promise<void>;
beforeAll(async () => {
  ({ cache, close } = await confinedCache('carts'));
});
afterAll(() => close());

describeCartStore(
  'the cart store of the cache, as the user that lib gives it',
  () => new CacheCartStore(cache),
);

describe('a cart in the cache', () => {
  const dayMs = 86_400_000;
  const lifeOf = async (id: string) =>
    Number(await cache.run("return redis.call('PTTL', KEYS[1])", [`cart:${id}`], []));

  it('lives on with every use', async () => {
    const store = new CacheCartStore(cache);
    const keys = { guest: newGuestCart(), user: cartOfUser(randomBytes(8).toString('hex')) };
    await store.create(keys.guest);
    await store.putItem(keys.user, 'any', itemOf(tea, 1));
    for (const [key, days] of [
      [keys.guest, 7],
      [keys.user, 90],
    ] as const) {
      const shorten = () => cache.run("return redis.call('PEXPIRE', KEYS[1], 5000)", [`cart:${key.id}`], []);
      for (const use of [
        () => store.read(key),
        () => store.putItem(key, 'any', itemOf(coffee, 1)),
        () => store.removeItem(key, 'any', coffee),
        () => store.clear(key, 'any'),
      ]) {
        await shorten();
        await use();
        expect(Math.round((await lifeOf(key.id)) / dayMs)).toBe(days);
      }
    }
  });

  it('leaves nothing behind for a user who only looked', async () => {
    const key = cartOfUser(randomBytes(8).toString('hex'));
    const store = new CacheCartStore(cache);
    await store.read(key);
    await store.removeItem(key, 'any', tea);
    await store.clear(key, 'any');
    expect(await lifeOf(key.id)).toBe(-2);
  });

  it('keeps any text as it is', async () => {
    const key = newGuestCart();
    const store = new CacheCartStore(cache);
    await store.create(key);
    const title = 'Café "quoted" \\ \u0000 \u{1f980}';
    await store.putItem(key, 'any', itemOf(tea, 1, { title }));
    expect((await store.read(key))?.items).toEqual([itemOf(tea, 1, { title })]);
  });

  it('ends in a 503 where the cache is away', async () => {
    const { log } = recordedLog();
    const away = createCache({ ...testCacheConfiguration('away:'), port: 1 }, { log });
    const store = new CacheCartStore(away);
    await expect(store.read(newGuestCart())).rejects.toMatchObject({ status: 503, kind: 'unavailable' });
    await expect(store.create(newGuestCart())).rejects.toMatchObject({ status: 503 });
    await away.close();
  });

  it('is one for all tasks', async () => {
    const { log } = recordedLog();
    const prefix = `carts-shared-${process.pid}:`;
    const open = () => reached(createCache(testCacheConfiguration(prefix), { log }));
    const [here, there] = [await open(), await open()];
    const [one, other] = [new CacheCartStore(here), new CacheCartStore(there)];
    const key = newGuestCart();
    const { version } = await one.create(key);
    const outcomes = await Promise.all([
      one.putItem(key, [version], itemOf(tea, 1)),
      other.putItem(key, [version], itemOf(coffee, 1)),
    ]);
    expect(outcomes.map(({ outcome }) => outcome).toSorted()).toEqual(['changed', 'other-version']);
    await Promise.all([here.close(), there.close()]);
  });
});
