import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Cache, createCache } from '../../../../services/kit/cache/cache.ts';
import { createCacheAside } from '../../../../services/kit/cache/cache-aside.ts';
import { recordedLog } from '../support/recorded-log.ts';
import { testCacheConfiguration } from '../support/test-cache.ts';

const prefix = `kit-cache-${process.pid}:`;
let cache: Cache;

async function reached(one: Cache): Promise<Cache> {
  for (;;) {
    try {
      await one.ping();
      return one;
    } catch {
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}

beforeAll(async () => {
  cache = await reached(createCache(testCacheConfiguration(prefix), { log: recordedLog().log }));
});
afterAll(() => cache.close());

describe('a cache', () => {
  it('keeps bytes under its prefix, for their life', async () => {
    await cache.set('bytes', Buffer.from([0, 255, 10]), 60_000);
    await expect(cache.get('bytes')).resolves.toEqual(Buffer.from([0, 255, 10]));
    const left = await cache.run("return redis.call('PTTL', KEYS[1])", ['bytes'], []);
    expect(Number(left)).toBeGreaterThan(50_000);
    await expect(cache.run('return KEYS[1]', ['bytes'], [])).resolves.toBe(`${prefix}bytes`);
  });

  it('takes a free key only once', async () => {
    const taken = await Promise.all(
      [1, 2, 3].map((value) => cache.setIfAbsent('once', String(value), 60_000)),
    );
    expect(taken.filter(Boolean)).toHaveLength(1);
  });

  it('finds what was asked for in one tick, and nothing for what is not there', async () => {
    await cache.set('a', 'A', 60_000);
    const found = await Promise.all(['a', 'missing', 'a'].map((key) => cache.get(key)));
    expect(found.map((value) => value?.toString())).toEqual(['A', undefined, 'A']);
  });
});

describe('a cache that is away', () => {
  it('finds nothing and forgets what it is told, without an error', async () => {
    const away = createCache({ ...testCacheConfiguration(prefix), port: 1 }, { log: recordedLog().log });
    await expect(away.get('a')).resolves.toBeUndefined();
    await expect(away.set('a', 'B', 1000)).resolves.toBeUndefined();
    await expect(away.delete('a')).resolves.toBeUndefined();
    await expect(away.setIfAbsent('a', 'B', 1000)).resolves.toBe(false);
    await expect(away.run('return 1', [], [])).rejects.toMatchObject({ name: 'CacheUnavailable' });
    await expect(away.ping()).rejects.toThrow();
    await away.close();
  });
});

describe('cache-aside over two processes', () => {
  it('reads what the other one loaded, and loads again after it was forgotten', async () => {
    const other = await reached(createCache(testCacheConfiguration(prefix), { log: recordedLog().log }));
    const { log } = recordedLog();
    const [here, there] = [createCacheAside({ cache, log }), createCacheAside({ cache: other, log })];
    let loads = 0;
    const read = (aside: typeof here) =>
      aside.read('shared', { ttlMs: 60_000, negativeTtlMs: 1000 }, async () =>
        Buffer.from(`load ${++loads}`),
      );
    expect((await read(here))?.toString()).toBe('load 1');
    // The value is written behind the answer; a script of the same connection comes after it.
    await cache.run('return 1', [], []);
    expect((await read(there))?.toString()).toBe('load 1');
    await there.forget('shared');
    expect((await read(here))?.toString()).toBe('load 2');
    await other.close();
  });

  it('does not keep what was loaded before it was forgotten', async () => {
    const { log } = recordedLog();
    const aside = createCacheAside({ cache, log });
    const life = { ttlMs: 60_000, negativeTtlMs: 1000 };
    const slow = Promise.withResolvers<Buffer>();
    const loading = Promise.withResolvers<void>();
    const first = aside.read('raced', life, () => {
      loading.resolve();
      return slow.promise;
    });
    await loading.promise;
    await aside.forget('raced');
    slow.resolve(Buffer.from('old'));
    await first;
    await cache.run('return 1', [], []);
    const second = await aside.read('raced', life, async () => Buffer.from('new'));
    expect(second?.toString()).toBe('new');
  });
});
