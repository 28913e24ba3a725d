import type { Log } from '../telemetry/log.ts';
import type { Clock } from '../time/clock.ts';
import type { Cache } from './cache.ts';

/** Reads through the cache. */
export interface CacheAside {
  /** The bytes from the cache, or from `load`, which answers undefined for what does not exist. */
  read(key: string, life: CacheLife, load: () => Promise<Buffer | undefined>): Promise<Buffer | undefined>;
  /** After a write: a load that is under way cannot bring the old value back. */
  forget(...keys: readonly string[]): Promise<void>;
}

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
}

export function createCacheAside(_parts: CacheAsideParts): CacheAside {
  return { read: (_key, _life, load) => load(), forget: async () => {} };
}
