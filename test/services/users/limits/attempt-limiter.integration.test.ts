import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Cache, createCache } from '../../../../services/kit/cache/cache.ts';
import { systemClock } from '../../../../services/kit/time/clock.ts';
import { createAttemptLimiter } from '../../../../services/users/limits/attempt-limiter.ts';
import { recordedLog } from '../../kit/support/recorded-log.ts';
import { testCacheConfiguration } from '../../kit/support/test-cache.ts';

let cache: Cache;
beforeAll(async () => {
  const { log } = recordedLog();
  cache = createCache(testCacheConfiguration(`users-${randomBytes(4).toString('hex')}:`), { log });
  await reached(cache);
});
afterAll(async () => {
  await cache.close();
});

/** A connection opens on its own; the tests begin when it has. */
async function reached(one: Cache): Promise<void> {
  for (let attempt = 0; attempt < 500; attempt++) {
    try {
      return await one.ping();
    } catch {
      await systemClock.pause(10);
    }
  }
  throw new Error("the tests' Redis did not answer in five seconds");
}

const limiter = (windowMs: number) =>
  createAttemptLimiter({
    name: `test-${randomBytes(4).toString('hex')}`,
    limit: { attempts: 3, windowMs },
    cache,
    clock: systemClock,
  });
const tooMany = expect.objectContaining({ status: 429 });

describe('attempts that are counted in Redis', () => {
  it('are let through as many as are allowed, however many come at once', async () => {
    const limited = limiter(60_000);
    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => limited.take('kim')));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    await limited.take('lee');
  });

  it('are told how long to wait', async () => {
    const limited = limiter(60_000);
    for (let count = 0; count < 3; count++) await limited.take('kim');
    const error: unknown = await limited.take('kim').catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      detail: expect.stringMatching(/^there were too many attempts; try again in (59|60) seconds$/),
      headers: { 'retry-after': expect.stringMatching(/^(59|60)$/) },
    });
  });

  it('are allowed again after the window, given back or forgotten', async () => {
    const limited = limiter(150);
    for (let count = 0; count < 3; count++) await limited.take('kim');
    await expect(limited.take('kim')).rejects.toEqual(tooMany);
    await systemClock.pause(200);
    await limited.take('kim');

    const other = limiter(60_000);
    for (let count = 0; count < 3; count++) await other.take('kim');
    await other.giveBack('kim');
    await other.take('kim');
    await expect(other.take('kim')).rejects.toEqual(tooMany);
    await other.forget('kim');
    await other.take('kim');
    await other.giveBack('nobody');
    await other.take('nobody');
  });
});
