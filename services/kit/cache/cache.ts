import { batchByTick } from '../batching/batch-by-tick.ts';
import type { CacheConfiguration } from '../configuration/cache-configuration.ts';
import type { Log } from '../telemetry/log.ts';
import { type Metrics, processMetrics } from '../telemetry/metrics.ts';
import { type Clock, systemClock } from '../time/clock.ts';
import { CacheUnavailable } from './cache-unavailable.ts';
import { connectCache } from './connect-cache.ts';
import { createProbing } from './probing.ts';
import { scriptRunner } from './run-script.ts';

/** The service's own key space. It may be away at any time: reads find nothing, writes are dropped. */
export interface Cache {
  /** The value, undefined where there is none or the cache is away. What one tick asks for is one MGET. */
  get(key: string): Promise<Buffer | undefined>;
  set(key: string, value: Buffer | string, ttlMs: number): Promise<void>;
  /** Whether the key was free and is taken now. */
  setIfAbsent(key: string, value: Buffer | string, ttlMs: number): Promise<boolean>;
  delete(...keys: readonly string[]): Promise<void>;
  /** Runs a Lua script at once and alone. Rejects with CacheUnavailable where the cache is away. */
  run(script: string, keys: readonly string[], values: readonly CacheValue[]): Promise<unknown>;
  ping(): Promise<void>;
  close(): Promise<void>;
}

export type CacheValue = string | number | Buffer;

export interface CacheParts {
  readonly log: Log;
  readonly clock?: Clock;
  /** @default - those of this process */
  readonly metrics?: Metrics;
}

export function createCache(
  configuration: CacheConfiguration,
  { log, clock = systemClock, metrics = processMetrics }: CacheParts,
): Cache {
  const redis = connectCache(configuration, log);
  const runScript = scriptRunner(redis);
  const probing = createProbing(redis, clock);

  const attempt = async <Result>(command: () => Promise<Result>): Promise<Result> => {
    if (probing.underWay) throw new CacheUnavailable(new Error('it failed a moment ago'));
    try {
      return await command();
    } catch (error) {
      probing.begin();
      metrics.count('CacheFailures');
      log.debug('the cache did not answer', { error });
      throw new CacheUnavailable(error);
    }
  };
  const forgiving = <Result>(command: () => Promise<Result>, otherwise: Result): Promise<Result> =>
    attempt(command).catch(() => otherwise);

  const getBatched = batchByTick<string, Buffer>((keys) =>
    attempt(async () => {
      const values = await redis.mgetBuffer([...keys]);
      const found = new Map<string, Buffer>();
      for (const [index, key] of keys.entries()) {
        const value = values[index];
        if (value) found.set(key, value);
      }
      metrics.count('CacheHits', found.size);
      metrics.count('CacheMisses', keys.length - found.size);
      return found;
    }),
  );
  return {
    get: (key) => getBatched(key).catch(() => undefined),
    set: (key, value, ttlMs) =>
      forgiving(async () => void (await redis.set(key, value, 'PX', wholeMs(ttlMs))), undefined),
    setIfAbsent: (key, value, ttlMs) =>
      forgiving(async () => (await redis.set(key, value, 'PX', wholeMs(ttlMs), 'NX')) === 'OK', false),
    delete: (...keys) => forgiving(async () => void (await redis.del([...keys])), undefined),
    run: (script, keys, values) => attempt(() => runScript(script, keys, values)),
    async ping() {
      await redis.ping();
    },
    async close() {
      probing.stop();
      redis.disconnect();
    },
  };
}

function wholeMs(ttlMs: number): number {
  return Math.max(1, Math.round(ttlMs));
}
