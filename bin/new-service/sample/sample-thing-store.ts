import type { SampleThing } from './sample-thing.ts';

export interface SampleThingStore {
  add(thing: SampleThing): Promise<void>;
  find(id: string): Promise<SampleThing | undefined>;
}
