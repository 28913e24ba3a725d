import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CacheSampleThingStore } from '../../../../bin/new-service/sample/cache-sample-thing-store.ts';
import { type Cache, createCache } from '../../../../services/kit/cache/cache.ts';
import { reached } from '../../../services/carts/support/confined-cache.ts';
import { recordedLog } from '../../../services/kit/support/recorded-log.ts';
import { testCacheConfiguration } from '../../../services/kit/support/test-cache.ts';

const thing = {
  id: '00000000-0000-4000-8000-000000000001',
  owner: 'kim',
  name: 'The first',
  madeAt: new Date('2026-01-02T03:04:05.678Z'),
};
let cache: Cache;
beforeAll(async () => {
  const { log } = recordedLog();
  cache = await reached(createCache(testCacheConfiguration(`sample-things-${process.pid}:`), { log }));
});
afterAll(async () => {
  await cache.close();
});

describe('sample things in Redis', () => {
  it('are found again as they were added', async () => {
    const store = new CacheSampleThingStore(cache);
    await store.add(thing);
    expect(await store.find(thing.id)).toEqual(thing);
    expect(await store.find('00000000-0000-4000-8000-000000000002')).toBeUndefined();
  });

  it('are not said to be missing while the cache is away', async () => {
    const { log } = recordedLog();
    const nowhere = createCache({ ...testCacheConfiguration('nowhere:'), port: 9 }, { log });
    await expect(new CacheSampleThingStore(nowhere).find(thing.id)).rejects.toMatchObject({ status: 503 });
    await nowhere.close();
  });
});
