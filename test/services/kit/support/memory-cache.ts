import type { Cache } from '../../../../services/kit/cache/cache.ts';
import { fillScript, forgetScript } from '../../../../services/kit/cache/cache-scripts.ts';
import { CacheUnavailable } from '../../../../services/kit/cache/cache-unavailable.ts';
import type { Clock } from '../../../../services/kit/time/clock.ts';

export interface MemoryCache extends Cache {
  /** While it is set, the cache is away. */
  away: boolean;
  readonly keys: readonly string[];
}

/** A cache in memory that knows the scripts of cache-aside; two of those over one are two processes. */
export function createMemoryCache(clock: Clock): MemoryCache {
  const entries = new Map<string, { readonly value: Buffer; readonly until: number }>();
  const live = (key: string): Buffer | undefined => {
    const entry = entries.get(key);
    return entry !== undefined && entry.until > clock.now() ? entry.value : undefined;
  };
  const put = (key: string, value: Buffer | string | number, ttlMs: number): void => {
    entries.set(key, {
      value: Buffer.isBuffer(value) ? value : Buffer.from(String(value)),
      until: clock.now() + ttlMs,
    });
  };
  const scripts: Readonly<
    Record<string, (keys: readonly string[], values: readonly (string | number | Buffer)[]) => number>
  > = {
    [fillScript]([key = '', epoch = ''], [expected = '', value = '', ttlMs]) {
      if ((live(epoch)?.toString() ?? '') !== expected) return 0;
      put(key, value, Number(ttlMs));
      return 1;
    },
    [forgetScript]([key = '', epoch = ''], [ttlMs]) {
      put(epoch, Number(live(epoch) ?? 0) + 1, Number(ttlMs));
      return Number(entries.delete(key));
    },
  };
  const cache: MemoryCache = {
    away: false,
    get keys() {
      return [...entries.keys()].filter((key) => live(key) !== undefined);
    },
    get: async (key) => (cache.away ? undefined : live(key)),
    async set(key, value, ttlMs) {
      if (!cache.away) put(key, value, ttlMs);
    },
    async setIfAbsent(key, value, ttlMs) {
      if (cache.away || live(key) !== undefined) return false;
      put(key, value, ttlMs);
      return true;
    },
    async delete(...keys) {
      if (!cache.away) for (const key of keys) entries.delete(key);
    },
    async run(script, keys, values) {
      const known = scripts[script];
      if (cache.away || known === undefined) throw new CacheUnavailable(new Error('away'));
      return known(keys, values);
    },
    ping: async () => {},
    close: async () => {},
  };
  return cache;
}
