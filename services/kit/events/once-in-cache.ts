import type { Cache, CacheValue } from '../cache/cache.ts';
import type { Event } from './event.ts';

export interface CacheEffect {
  /**
   * What the event changes, as Lua on `keys` and `values`. A script is not undone where it fails half-way, so it
   * checks before it writes.
   */
  readonly script: string;
  readonly keys: readonly string[];
  readonly values: readonly CacheValue[];
}

/** Longer than a queue keeps a message, four days. */
const rememberedMs = 5 * 24 * 60 * 60 * 1000;

/**
 * For a service whose data is in the cache only: has the effect and remembers the event in one script, which nothing
 * comes between; nothing where it was handled before. Says whether it did. Rejects where the cache is away.
 */
export async function onceInCache(
  cache: Pick<Cache, 'run'>,
  event: Pick<Event, 'id'>,
  { script, keys, values }: CacheEffect,
): Promise<boolean> {
  const did = await cache.run(onceScript(script), [`inbox:${event.id}`, ...keys], [rememberedMs, ...values]);
  return did === 1;
}

const scripts = new Map<string, string>();

/** KEYS: the mark of the event, the keys of the effect. ARGV: how long it is remembered in ms, the values of the effect. */
function onceScript(effect: string): string {
  const known = scripts.get(effect);
  if (known !== undefined) return known;
  const script = `
if redis.call('EXISTS', KEYS[1]) == 1 then return 0 end
local function effect(keys, values)
${effect}
end
effect({unpack(KEYS, 2)}, {unpack(ARGV, 2)})
redis.call('SET', KEYS[1], '', 'PX', ARGV[1])
return 1`;
  scripts.set(effect, script);
  return script;
}
