import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { keySpaceOf } from '../../../../lib/data/key-space.ts';
import { createRateLimiter } from '../../../../services/gateway/rate-limit/rate-limiter.ts';
import { type Cache, createCache } from '../../../../services/kit/cache/cache.ts';
import { createCacheAside } from '../../../../services/kit/cache/cache-aside.ts';
import { systemClock } from '../../../../services/kit/time/clock.ts';
import { recordedLog } from '../support/recorded-log.ts';
import { testCacheConfiguration } from '../support/test-cache.ts';

const service = `kit-space-${process.pid}`;
const { log, lines } = recordedLog();
let admin: Redis;
let cache: Cache;

beforeAll(async () => {
  const { host, port, user, password, authorityFile } = testCacheConfiguration('');
  const tls = { ca: readFileSync(authorityFile ?? '') };
  admin = new Redis({ host, port, username: user, password, tls } as never);
  await admin.call('ACL', 'SETUSER', service, ...keySpaceOf(service).split(' '), '>secret');
  const configuration = { ...testCacheConfiguration(`${service}:`), user: service, password: 'secret' };
  cache = createCache(configuration, { log });
  while (!(await cache.setIfAbsent('reached', '1', 10_000)))
    await new Promise((resolve) => setImmediate(resolve));
});
afterAll(async () => {
  await cache.close();
  await admin.call('ACL', 'DELUSER', service);
  admin.disconnect();
});

describe('the key space that lib gives a service', () => {
  it('lets the kit do all it does', async () => {
    await cache.ping();
    await cache.set('a', 'A', 10_000);
    expect((await cache.get('a'))?.toString()).toBe('A');
    await cache.delete('a');
    expect(await cache.get('a')).toBeUndefined();
    const aside = createCacheAside({ cache, log });
    const life = { ttlMs: 10_000, negativeTtlMs: 1000 };
    expect((await aside.read('b', life, async () => Buffer.from('B')))?.toString()).toBe('B');
    await cache.run('return 1', [], []);
    expect((await aside.read('b', life, async () => Buffer.from('other')))?.toString()).toBe('B');
    await aside.forget('b');
    expect((await aside.read('b', life, async () => Buffer.from('C')))?.toString()).toBe('C');
  });

  it('lets the gateway count', async () => {
    const limiter = createRateLimiter({
      cache,
      limit: { requests: 2, windowMs: 3_600_000 },
      clock: systemClock,
    });
    const taken = [await limiter.take('x'), await limiter.take('x'), await limiter.take('x')];
    expect(taken.map(({ allowed }) => allowed)).toEqual([true, true, false]);
    const other = createRateLimiter({
      cache,
      limit: { requests: 2, windowMs: 3_600_000 },
      clock: systemClock,
    });
    expect((await other.take('x')).allowed).toBe(false);
  });

  it('ends at its prefix', async () => {
    await expect(cache.run("return redis.call('GET', 'elsewhere')", [], [])).rejects.toMatchObject({
      name: 'CacheUnavailable',
    });
    expect(JSON.stringify(lines.at(-1))).toMatch(/NOPERM|permission|can't access/i);
  });
});
