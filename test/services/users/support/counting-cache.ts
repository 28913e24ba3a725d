import type { Cache } from '../../../../services/kit/cache/cache.ts';
import { CacheUnavailable } from '../../../../services/kit/cache/cache-unavailable.ts';
import type { Clock } from '../../../../services/kit/time/clock.ts';
import { giveBackScript, takeScript } from '../../../../services/users/limits/attempt-scripts.ts';

export interface CountingCache extends Pick<Cache, 'run' | 'delete'> {
  /** While it is set, the cache is away. */
  away: boolean;
  readonly keys: readonly string[];
}

/** What the scripts of attempts do, in memory; several limiters over one are several tasks. */
export function createCountingCache(clock: Clock): CountingCache {
  const counts = new Map<string, { count: number; readonly until: number }>();
  const take = (key: string, attempts: number, windowMs: number): number => {
    const known = counts.get(key);
    const entry =
      known !== undefined && clock.now() < known.until ? known : { count: 0, until: clock.now() + windowMs };
    counts.set(key, entry);
    entry.count += 1;
    return entry.count <= attempts ? 0 : entry.until - clock.now();
  };
  const giveBack = (key: string): number => {
    const entry = counts.get(key);
    if (entry !== undefined && entry.count > 0) entry.count -= 1;
    return entry?.count ?? 0;
  };
  const cache: CountingCache = {
    away: false,
    get keys() {
      return [...counts.keys()];
    },
    async run(script, [key = ''], [attempts, windowMs]) {
      if (cache.away) throw new CacheUnavailable(new Error('away'));
      if (script === takeScript) return take(key, Number(attempts), Number(windowMs));
      if (script === giveBackScript) return giveBack(key);
      throw new Error(`the counting cache does not know the script ${script}`);
    },
    async delete(...keys) {
      if (!cache.away) for (const key of keys) counts.delete(key);
    },
  };
  return cache;
}
