import type { Log } from '../telemetry/log.ts';
import { type Metrics, processMetrics } from '../telemetry/metrics.ts';
import { type Clock, systemClock } from '../time/clock.ts';
import type { Cache } from './cache.ts';
import { decodeEntry, encodeEntry } from './cache-entry.ts';
import { fillScript } from './cache-scripts.ts';
import { createForgetting } from './forgetting.ts';
import { localEntries } from './local-entries.ts';

/** Reads through the cache. However many ask at once, each process loads a key once. */
export interface CacheAside {
  /** The bytes from the cache, or from `load`, which answers undefined for what does not exist. */
  read(key: string, life: CacheLife, load: Load): Promise<Buffer | undefined>;
  /** After a write: a load that is under way cannot bring the old value back, nor an outage of the cache. */
  forget(...keys: readonly string[]): Promise<void>;
}

export type Load = () => Promise<Buffer | undefined>;

export interface CacheLife {
  readonly ttlMs: number;
  /** How long it is remembered that something does not exist. */
  readonly negativeTtlMs: number;
  /** How long this process may answer by itself, as stale as that. @default - not at all */
  readonly localMs?: number;
}

export interface CacheAsideParts {
  readonly cache: Cache;
  readonly log: Log;
  readonly clock?: Clock;
  readonly random?: () => number;
  /** @default - those of this process */
  readonly metrics?: Metrics;
}

/** In the last fifth of its life a value is loaded anew while it is still served, so a hot one never lapses. */
const refreshAfter = 0.8;
/** How long one process has for that before another tries. */
const refreshLockMs = 2000;

export function createCacheAside(parts: CacheAsideParts): CacheAside {
  const { cache, log, clock = systemClock, random = Math.random, metrics = processMetrics } = parts;
  const flights = new Map<string, Promise<Buffer | undefined>>();
  const local = localEntries<Buffer | undefined>(clock);
  const forgetting = createForgetting(cache, clock);

  const epochOf = async (key: string): Promise<string> => (await cache.get(`${key}~epoch`))?.toString() ?? '';

  const loadAndFill = async (key: string, life: CacheLife, load: Load): Promise<Buffer | undefined> => {
    const epoch = await epochOf(key);
    const value = await load();
    // Jitter, so that what was filled together does not lapse together.
    const ttlMs = Math.round(
      (value === undefined ? life.negativeTtlMs : life.ttlMs) * (0.9 + 0.2 * random()),
    );
    const entry = encodeEntry({ value, refreshAt: clock.now() + ttlMs * refreshAfter });
    void cache.run(fillScript, [key, `${key}~epoch`], [epoch, entry, ttlMs]).catch(() => {});
    return value;
  };

  const refresh = async (key: string, life: CacheLife, load: Load): Promise<void> => {
    try {
      if (await cache.setIfAbsent(`${key}~refresh`, '1', refreshLockMs)) await loadAndFill(key, life, load);
    } catch (error) {
      log.warn('a cached value could not be refreshed, it is served until it lapses', { key, error });
    }
  };

  const fly = async (key: string, life: CacheLife, load: Load): Promise<Buffer | undefined> => {
    if (forgetting.isOutstanding(key)) return load();
    const entry = decodeEntry(await cache.get(key));
    if (entry === undefined) return loadAndFill(key, life, load);
    if (entry.refreshAt <= clock.now()) void refresh(key, life, load);
    return entry.value;
  };

  return {
    read(key, life, load) {
      const held = local.get(key);
      if (held !== undefined) {
        metrics.count('CacheLocalHits');
        return Promise.resolve(held.value);
      }
      const underWay = flights.get(key);
      if (underWay !== undefined) return underWay;
      const flight = fly(key, life, load)
        .then((value) => {
          const current = flights.get(key) === flight;
          if (current && life.localMs !== undefined) local.set(key, value, life.localMs);
          return value;
        })
        .finally(() => {
          if (flights.get(key) === flight) flights.delete(key);
        });
      flights.set(key, flight);
      return flight;
    },
    async forget(...keys) {
      const forgetLocally = (): void => {
        for (const key of keys) {
          local.delete(key);
          flights.delete(key);
        }
      };
      forgetLocally();
      await forgetting.forget(keys);
      // What was read while the cache was being told may be the old value.
      forgetLocally();
    },
  };
}
