import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createRateLimiter } from '../../../../services/gateway/rate-limit/rate-limiter.ts';
import { type Cache, createCache } from '../../../../services/kit/cache/cache.ts';
import { systemClock } from '../../../../services/kit/time/clock.ts';
import { recordedLog } from '../../kit/support/recorded-log.ts';
import { testCacheConfiguration } from '../../kit/support/test-cache.ts';

let cache: Cache;
beforeAll(async () => {
  cache = createCache(testCacheConfiguration(`gateway-${process.pid}:`), { log: recordedLog().log });
  while (!(await cache.setIfAbsent('reached', '1', 10_000)))
    await new Promise((resolve) => setImmediate(resolve));
});
afterAll(() => cache.close());

describe('the limit in the cache', () => {
  it('holds over tasks that ask at the same time', async () => {
    const limit = { requests: 60, windowMs: 3_600_000 };
    const tasks = Array.from({ length: 4 }, () => createRateLimiter({ cache, limit, clock: systemClock }));
    const verdicts = await Promise.all(
      tasks.flatMap((task) => Array.from({ length: 40 }, () => task.take('client'))),
    );
    expect(verdicts.filter(({ allowed }) => allowed)).toHaveLength(60);
    const denied = verdicts.find(({ allowed }) => !allowed);
    expect(denied?.waitMs).toBeGreaterThan(50_000);
    expect(denied?.waitMs).toBeLessThanOrEqual(60_000);
  });
});
