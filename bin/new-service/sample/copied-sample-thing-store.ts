import type { CacheAside } from '../../../services/kit/cache/cache-aside.ts';
import type { SampleThing } from './sample-thing.ts';
import { fromJson, keyOf, toJson } from './sample-thing-json.ts';
import type { SampleThingStore } from './sample-thing-store.ts';

const life = { ttlMs: 5 * 60_000, negativeTtlMs: 2_000 };

/** Another store, read through copies in the cache. */
export class CopiedSampleThingStore implements SampleThingStore {
  readonly #store: SampleThingStore;
  readonly #copies: CacheAside;

  constructor(store: SampleThingStore, copies: CacheAside) {
    this.#store = store;
    this.#copies = copies;
  }

  async add(thing: SampleThing): Promise<void> {
    await this.#store.add(thing);
    // Somebody may have asked for it before it was there.
    await this.#copies.forget(keyOf(thing.id));
  }

  async find(id: string): Promise<SampleThing | undefined> {
    const bytes = await this.#copies.read(keyOf(id), life, async () => {
      const found = await this.#store.find(id);
      return found === undefined ? undefined : toJson(found);
    });
    return bytes === undefined ? undefined : fromJson(bytes);
  }
}
