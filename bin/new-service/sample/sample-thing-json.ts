import type { SampleThing } from './sample-thing.ts';

/** The key carries the version of the form: during a release the old and the new tasks share one cache. */
const form = 1;

export function keyOf(id: string): string {
  return `sample-thing:${form}:${id}`;
}

export function toJson(thing: SampleThing): Buffer {
  return Buffer.from(JSON.stringify(thing));
}

export function fromJson(bytes: Buffer): SampleThing {
  const { madeAt, ...thing } = JSON.parse(bytes.toString());
  return { ...thing, madeAt: new Date(madeAt) };
}
