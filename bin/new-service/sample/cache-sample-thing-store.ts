import type { Cache } from '../../../services/kit/cache/cache.ts';
import { CacheUnavailable } from '../../../services/kit/cache/cache-unavailable.ts';
import { unavailable } from '../../../services/kit/problems/problem.ts';
import type { SampleThing } from './sample-thing.ts';
import { fromJson, keyOf, toJson } from './sample-thing-json.ts';
import type { SampleThingStore } from './sample-thing-store.ts';

const lifeMs = 30 * 24 * 60 * 60_000;
const read = "return redis.call('GET', KEYS[1])";
const write = "return redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])";

/** They are nowhere else, so without the cache every method ends in a 503 rather than in "there is none". */
export class CacheSampleThingStore implements SampleThingStore {
  readonly #cache: Cache;

  constructor(cache: Cache) {
    this.#cache = cache;
  }

  async add(thing: SampleThing): Promise<void> {
    await this.#run(write, thing.id, [toJson(thing), lifeMs]);
  }

  async find(id: string): Promise<SampleThing | undefined> {
    const found = await this.#run(read, id, []);
    return typeof found === 'string' ? fromJson(Buffer.from(found)) : undefined;
  }

  #run(script: string, id: string, values: readonly (Buffer | number)[]): Promise<unknown> {
    return this.#cache.run(script, [keyOf(id)], values).catch((error: unknown) => {
      if (error instanceof CacheUnavailable) throw unavailable('sample things cannot be reached right now');
      throw error;
    });
  }
}
