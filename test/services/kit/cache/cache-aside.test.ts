import { describe, expect, it } from '@jest/globals';
import { createCacheAside } from '../../../../services/kit/cache/cache-aside.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { createMemoryCache } from '../support/memory-cache.ts';
import { recordedLog } from '../support/recorded-log.ts';

const life = { ttlMs: 10_000, negativeTtlMs: 1000 };

function start(random = () => 0.5) {
  const clock = createFakeClock();
  const cache = createMemoryCache(clock);
  const { log, lines } = recordedLog();
  const processOf = () => createCacheAside({ cache, log, clock, random });
  const source = { loads: 0, value: 'old' as string | undefined, failing: false };
  const load = async () => {
    source.loads++;
    if (source.failing) throw new Error('the source is away');
    return source.value === undefined ? undefined : Buffer.from(source.value);
  };
  const aside = processOf();
  const read = async (key = 'key', more = {}) =>
    (await aside.read(key, { ...life, ...more }, load))?.toString();
  return { clock, cache, lines, source, load, read, aside, processOf };
}

describe('cache-aside', () => {
  it('loads once however many ask at once, and not again while the value lives', async () => {
    const { read, source, clock } = start();
    expect(await Promise.all(Array.from({ length: 50 }, () => read()))).toEqual(Array(50).fill('old'));
    await clock.advance(7000);
    expect([await read(), source.loads]).toEqual(['old', 1]);
  });

  it('remembers that something does not exist, for a shorter time', async () => {
    const { read, source, clock } = start();
    source.value = undefined;
    expect([await read(), await read(), source.loads]).toEqual([undefined, undefined, 1]);
    await clock.advance(1100);
    source.value = 'new';
    expect(await read()).toBe('new');
  });

  it('loads a hot value anew before it lapses, in one process, while all are answered', async () => {
    const { read, source, clock, processOf, load } = start();
    await read();
    source.value = 'new';
    await clock.advance(8500);
    const others = [processOf(), processOf()];
    const answers = await Promise.all([read(), ...others.map((other) => other.read('key', life, load))]);
    expect(answers.map(String)).toEqual(['old', 'old', 'old']);
    await clock.advance(0);
    expect([await read(), source.loads]).toEqual(['new', 2]);
  });

  it('serves on what it has when it cannot be loaded anew', async () => {
    const { read, source, clock, lines } = start();
    await read();
    source.failing = true;
    await clock.advance(8500);
    expect(await read()).toBe('old');
    await clock.advance(0);
    expect(lines).toMatchObject([{ level: 'warn' }]);
  });

  it('hands on an error of the first load, and keeps nothing of it', async () => {
    const { read, source } = start();
    source.failing = true;
    const both = await Promise.allSettled([read(), read()]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    source.failing = false;
    expect(await read()).toBe('old');
  });

  it('loads each time while the cache is away', async () => {
    const { read, source, cache } = start();
    cache.away = true;
    expect([await read(), await read(), source.loads]).toEqual(['old', 'old', 2]);
  });

  it('forgets in the cache and in its own memory', async () => {
    const { read, source, aside } = start();
    await read('key', { localMs: 1000 });
    source.value = 'new';
    expect(await read('key', { localMs: 1000 })).toBe('old');
    await aside.forget('key');
    expect(await read('key', { localMs: 1000 })).toBe('new');
  });

  it('answers from its own memory only as long as it may', async () => {
    const { read, source, clock, cache } = start();
    await read('key', { localMs: 1000 });
    await cache.delete('key');
    source.value = 'new';
    await clock.advance(999);
    expect(await read('key', { localMs: 1000 })).toBe('old');
    await clock.advance(1);
    expect(await read('key', { localMs: 1000 })).toBe('new');
  });

  it('does not bring back what another process forgot during the load', async () => {
    const { aside, processOf, clock, read, source } = start();
    const slow = Promise.withResolvers<Buffer>();
    const reading = aside.read('key', life, () => slow.promise);
    await clock.advance(0);
    await processOf().forget('key');
    slow.resolve(Buffer.from('old'));
    expect((await reading)?.toString()).toBe('old');
    source.value = 'new';
    expect(await read()).toBe('new');
  });

  it('forgets once the cache is back what it could not forget while that was away', async () => {
    const { read, source, clock, cache, aside, processOf, load } = start();
    await read();
    cache.away = true;
    await aside.forget('key');
    source.value = 'new';
    cache.away = false;
    expect(await read()).toBe('new');
    await clock.advance(500);
    expect((await processOf().read('key', life, load))?.toString()).toBe('new');
    expect(clock.pending).toBe(0);
  });

  it('lets what was loaded together lapse apart', async () => {
    let step = 0;
    const { read, cache, clock } = start(() => (step++ % 10) / 10);
    await Promise.all(Array.from({ length: 10 }, (_, index) => read(`key-${index}`)));
    await clock.advance(9900);
    const alive = cache.keys.filter((key) => /^key-\d$/.test(key)).length;
    expect(alive).toBeGreaterThan(2);
    expect(alive).toBeLessThan(8);
  });
});
