import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Cache, createCache } from '../../../services/kit/cache/cache.ts';
import { CacheCompanions } from '../../../services/recommendations/cache-companions.ts';
import { confinedCache } from '../carts/support/confined-cache.ts';
import { createFakeClock } from '../kit/support/fake-clock.ts';
import { recordedLog } from '../kit/support/recorded-log.ts';
import { testCacheConfiguration } from '../kit/support/test-cache.ts';
import { describeCompanions } from './support/companions.contract.ts';
import { productOf } from './support/products.ts';

let cache: Cache;
const clock = createFakeClock(Date.now());
let close: () => Promise<void>;
beforeAll(async () => {
  ({ cache, close } = await confinedCache('recommendations', clock));
});
afterAll(() => close());

describeCompanions(
  'the companions in the cache, as the user that lib gives them',
  (clock) => new CacheCompanions(cache, clock),
);

describe('companions in the cache', () => {
  const event = () => ({ id: randomUUID(), occurredAt: new Date().toISOString() });

  it('are bounded, and lapse a year after the last order', async () => {
    const companions = new CacheCompanions(cache);
    const numbers = Array.from({ length: 150 }, (_, index) => productOf(index + 1));
    for (let start = 1; start < 150; start += 19) {
      await companions.learn(event(), [productOf(0), ...numbers.slice(start, start + 19)]);
    }
    const look = (command: string) =>
      cache.run(`return redis.call('${command}', KEYS[1])`, [`with:${productOf(0)}`], []);
    expect(await look('ZCARD')).toBe(100);
    expect(Number(await look('PTTL')) / 86_400_000).toBeCloseTo(365, 1);
  });

  it('are learned with the mark of the event or not at all', async () => {
    const companions = new CacheCompanions(cache);
    const wrong = productOf(900);
    await cache.set(`with:${wrong}`, 'no sorted set', 60_000);
    const failing = event();
    await expect(companions.learn(failing, [wrong, productOf(901)])).rejects.toMatchObject({
      name: 'CacheUnavailable',
    });
    // After a failure the cache is left alone until it has answered a probe: answers come in the order of questions.
    await clock.advance(2000);
    await cache.ping();
    expect(await cache.get(`with:${wrong}`)).toBeDefined();
    expect(await cache.get(`inbox:${failing.id}`)).toBeUndefined();
    await cache.delete(`with:${wrong}`);
    expect(await companions.learn(failing, [wrong, productOf(901)])).toBe(true);
  });

  it('reject where the cache is away', async () => {
    const { log } = recordedLog();
    const away = createCache({ ...testCacheConfiguration('away:'), port: 1 }, { log });
    const companions = new CacheCompanions(away);
    await expect(companions.of([productOf(1)])).rejects.toMatchObject({ name: 'CacheUnavailable' });
    await expect(companions.learn(event(), [productOf(1)])).rejects.toMatchObject({
      name: 'CacheUnavailable',
    });
    await away.close();
  });
});
