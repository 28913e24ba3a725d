import { readFileSync } from 'node:fs';
import { Redis } from 'ioredis';
import { batchByTick } from '../batching/batch-by-tick.ts';
import type { CacheConfiguration } from '../configuration/cache-configuration.ts';
import type { Log } from '../telemetry/log.ts';
import { CacheUnavailable } from './cache-unavailable.ts';

/** The service's own key space. It may be away at any time: reads find nothing, writes are dropped. */
export interface Cache {
  /** The value, undefined where there is none or the cache is away. What one tick asks for is one MGET. */
  get(key: string): Promise<Buffer | undefined>;
  set(key: string, value: Buffer | string, ttlMs: number): Promise<void>;
  /** Whether it was free. */
  setIfAbsent(key: string, value: Buffer | string, ttlMs: number): Promise<boolean>;
  delete(...keys: readonly string[]): Promise<void>;
  /** Runs a Lua script at once and alone. Rejects with CacheUnavailable where the cache is away. */
  run(script: string, keys: readonly string[], values: readonly (string | number)[]): Promise<unknown>;
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** A cache that takes longer is slower than what it saves. */
const commandTimeoutMs = 250;

export function createCache(configuration: CacheConfiguration, { log }: { readonly log: Log }): Cache {
  const redis = connect(configuration, log);
  const attempt = async <Result>(command: () => Promise<Result>): Promise<Result> => {
    try {
      return await command();
    } catch (error) {
      throw new CacheUnavailable(error);
    }
  };
  const forgiving = async <Result>(command: () => Promise<Result>, otherwise: Result): Promise<Result> => {
    try {
      return await command();
    } catch (error) {
      log.debug('the cache did not answer', { error });
      return otherwise;
    }
  };
  const getBatched = batchByTick<string, Buffer>(async (keys) => {
    const values = await redis.mgetBuffer([...keys]);
    const found = new Map<string, Buffer>();
    for (const [index, key] of keys.entries()) {
      const value = values[index];
      if (value) found.set(key, value);
    }
    return found;
  });
  return {
    get: (key) => forgiving(() => getBatched(key), undefined),
    set: (key, value, ttlMs) =>
      forgiving(async () => void (await redis.set(key, value, 'PX', wholeMs(ttlMs))), undefined),
    setIfAbsent: (key, value, ttlMs) =>
      forgiving(async () => (await redis.set(key, value, 'PX', wholeMs(ttlMs), 'NX')) === 'OK', false),
    delete: (...keys) => forgiving(async () => void (await redis.del([...keys])), undefined),
    run: (script, keys, values) => attempt(() => redis.eval(script, keys.length, ...keys, ...values)),
    ping: () => attempt(async () => void (await redis.ping())),
    async close() {
      redis.disconnect();
    },
  };
}

function wholeMs(ttlMs: number): number {
  return Math.max(1, Math.round(ttlMs));
}

function connect(configuration: CacheConfiguration, log: Log): Redis {
  const { host, port, user, password, prefix, authorityFile, tls } = configuration;
  const redis = new Redis({
    host,
    port,
    keyPrefix: prefix,
    ...(user === undefined ? {} : { username: user }),
    ...(password === undefined ? {} : { password }),
    ...(tls ? { tls: authorityFile === undefined ? {} : { ca: readFileSync(authorityFile) } } : {}),
    // A command that waits for a connection is slower than doing without.
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    autoResendUnfulfilledCommands: false,
    commandTimeout: commandTimeoutMs,
    connectTimeout: 2000,
    // The user of a service may not run INFO.
    enableReadyCheck: false,
    retryStrategy: (attempts) => Math.min(50 * 2 ** Math.min(attempts, 6), 2000) * (0.5 + Math.random() / 2),
  });
  redis.on('error', (error) => log.debug('the connection to the cache failed', { error }));
  return redis;
}
