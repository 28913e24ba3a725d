import { createHash } from 'node:crypto';
import type { Redis } from 'ioredis';
import type { CacheValue } from './cache.ts';

export type ScriptRunner = (
  script: string,
  keys: readonly string[],
  values: readonly CacheValue[],
) => Promise<unknown>;

/** Names a script by its hash, and sends its text only where the server does not know it (any more). */
export function scriptRunner(redis: Redis): ScriptRunner {
  const hashes = new Map<string, string>();
  const hashOf = (script: string): string => {
    const known = hashes.get(script);
    if (known !== undefined) return known;
    const hash = createHash('sha1').update(script).digest('hex');
    hashes.set(script, hash);
    return hash;
  };
  return async (script, keys, values) => {
    try {
      return await redis.evalsha(hashOf(script), keys.length, ...keys, ...values);
    } catch (error) {
      if (!(error instanceof Error) || !error.message.startsWith('NOSCRIPT')) throw error;
      return await redis.eval(script, keys.length, ...keys, ...values);
    }
  };
}
