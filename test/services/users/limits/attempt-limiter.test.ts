import { describe, expect, it } from '@jest/globals';
import { createAttemptLimiter } from '../../../../services/users/limits/attempt-limiter.ts';
import { createWindowCounter } from '../../../../services/users/limits/window-counter.ts';
import { createFakeClock } from '../../kit/support/fake-clock.ts';
import { createCountingCache } from '../support/counting-cache.ts';

const limit = { attempts: 3, windowMs: 60_000 };
const tooMany = expect.objectContaining({ status: 429 });

describe('an attempt limiter', () => {
  const start = () => {
    const clock = createFakeClock();
    const cache = createCountingCache(clock);
    const task = () => createAttemptLimiter({ name: 'account', limit, cache, clock });
    return { clock, cache, task };
  };

  it('counts for all tasks together', async () => {
    const { task } = start();
    const [one, two] = [task(), task()];
    await one.take('kim');
    await two.take('kim');
    await one.take('kim');
    await expect(two.take('kim')).rejects.toEqual(tooMany);
  });

  it('counts for each task while the cache is away, and for all when it is back', async () => {
    const { cache, task } = start();
    const [one, two] = [task(), task()];
    cache.away = true;
    for (const limiter of [one, two]) {
      for (let count = 0; count < 3; count++) await limiter.take('kim');
      await expect(limiter.take('kim')).rejects.toEqual(tooMany);
    }
    cache.away = false;
    await one.take('kim');
    await one.forget('kim');
    cache.away = true;
    await one.take('kim');
    await expect(two.take('kim')).rejects.toEqual(tooMany);
  });

  it('keeps no name of anybody', async () => {
    const { cache, task } = start();
    await task().take('kim@shop.example');
    expect(cache.keys).toEqual([expect.stringMatching(/^account:[\w-]{27}$/)]);
  });

  it('fails where the cache answers and something else is wrong', async () => {
    const { clock } = start();
    const broken = { run: () => Promise.reject(new TypeError('a bug')), delete: async () => {} };
    const limiter = createAttemptLimiter({ name: 'account', limit, cache: broken, clock });
    await expect(limiter.take('kim')).rejects.toThrow('a bug');
  });
});

describe('a window counter', () => {
  it('begins anew after the window', () => {
    const counter = createWindowCounter(limit);
    expect([0, 1, 2, 3].map((second) => counter.take('kim', second * 1000))).toEqual([0, 0, 0, 57_000]);
    expect(counter.take('kim', 59_999)).toBe(1);
    expect(counter.take('kim', 60_000)).toBe(0);
  });

  it('forgets the oldest rather than growing', () => {
    const counter = createWindowCounter(limit);
    for (let count = 0; count < 4; count++) counter.take('kim', 0);
    for (let number = 0; number < 20_000; number++) counter.take(`address ${number}`, 0);
    expect(counter.take('kim', 0)).toBe(0);
  });
});
