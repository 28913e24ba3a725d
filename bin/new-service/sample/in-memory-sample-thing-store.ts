import type { SampleThing } from './sample-thing.ts';
import type { SampleThingStore } from './sample-thing-store.ts';

const most = 10_000;

/** In this process and gone with it; the oldest go first where there are too many. */
export class InMemorySampleThingStore implements SampleThingStore {
  readonly #byId = new Map<string, SampleThing>();

  async add(thing: SampleThing): Promise<void> {
    this.#byId.set(thing.id, thing);
    const [oldest] = this.#byId.keys();
    if (this.#byId.size > most && oldest !== undefined) this.#byId.delete(oldest);
  }

  async find(id: string): Promise<SampleThing | undefined> {
    return this.#byId.get(id);
  }
}
