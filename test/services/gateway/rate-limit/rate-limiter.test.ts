import { describe, expect, it } from '@jest/globals';
import { createRateLimiter } from '../../../../services/gateway/rate-limit/rate-limiter.ts';
import { createTokenBucket } from '../../../../services/gateway/rate-limit/token-bucket.ts';
import { CacheUnavailable } from '../../../../services/kit/cache/cache-unavailable.ts';
import { createFakeClock } from '../../kit/support/fake-clock.ts';
import { createMemoryCache } from '../../kit/support/memory-cache.ts';

function start(requests: number) {
  const clock = createFakeClock();
  const limit = { requests, windowMs: 10_000 };
  const buckets = new Map<string, ReturnType<typeof createTokenBucket>>();
  const questions = { count: 0 };
  const cache = createMemoryCache(clock);
  cache.run = async (_script, [key = ''], [, , wanted]) => {
    questions.count++;
    if (cache.away) throw new CacheUnavailable(new Error('away'));
    const bucket = buckets.get(key) ?? createTokenBucket(requests, limit.windowMs);
    buckets.set(key, bucket);
    const { granted, left, waitMs } = bucket.take(Number(wanted), clock.now());
    return [granted, left, waitMs];
  };
  const taskOf = () => createRateLimiter({ cache, limit, clock });
  return { limit, clock, cache, questions, limiter: taskOf(), taskOf };
}

async function allowed(
  limiter: ReturnType<typeof createRateLimiter>,
  requests: number,
  client = 'a',
): Promise<number> {
  const verdicts = await Promise.all(Array.from({ length: requests }, () => limiter.take(client)));
  return verdicts.filter((verdict) => verdict.allowed).length;
}

describe('a rate limiter', () => {
  it('allows exactly as many as the limit says, to each client', async () => {
    const { limiter } = start(100);
    expect([await allowed(limiter, 150), await allowed(limiter, 150, 'b')]).toEqual([100, 100]);
  });

  it('counts for all tasks together', async () => {
    const { limiter, taskOf } = start(100);
    const [here, there] = await Promise.all([allowed(limiter, 150), allowed(taskOf(), 150)]);
    expect(here + there).toBe(100);
  });

  it('lets a client go on as its bucket fills', async () => {
    const { limiter, clock } = start(100);
    await allowed(limiter, 150);
    expect(await limiter.take('a')).toEqual({ allowed: false, left: 0, waitMs: 100 });
    await clock.advance(1000);
    expect(await allowed(limiter, 50)).toBe(10);
  });

  it('follows a limit that is changed: whom the old one stopped may go on at once', async () => {
    const { limit, limiter, cache } = start(10);
    cache.away = true;
    expect(await allowed(limiter, 50)).toBe(10);
    limit.requests = 30;
    expect(await allowed(limiter, 50)).toBe(30);
    limit.requests = 5;
    expect(await allowed(limiter, 50)).toBe(5);
  });

  it('tells how many are left', async () => {
    const { limiter } = start(3);
    const lefts: number[] = [];
    for (let request = 0; request < 4; request++) lefts.push((await limiter.take('a')).left);
    expect(lefts).toEqual([2, 1, 0, 0]);
  });

  it('asks the cache once for many requests, and not at all for a client that is over its limit', async () => {
    const { limiter, questions } = start(1000);
    await allowed(limiter, 200);
    expect(questions.count).toBe(10);
    await allowed(limiter, 900);
    const before = questions.count;
    await allowed(limiter, 500);
    expect(questions.count).toBe(before);
  });

  it('counts by itself while the cache is away', async () => {
    const { limiter, cache } = start(100);
    cache.away = true;
    expect(await allowed(limiter, 150)).toBe(100);
  });

  it('gives tokens back to nobody: what a task holds and does not use lapses', async () => {
    const { limiter, clock, questions } = start(1000);
    await limiter.take('a');
    await clock.advance(1000);
    await limiter.take('a');
    expect(questions.count).toBe(2);
  });
});
