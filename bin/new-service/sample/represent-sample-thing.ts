import { links } from '../../../services/kit/http/links.ts';
import type { SampleThing } from './sample-thing.ts';

export const collectionPath = '/v1/sample-things';

export function pathOf({ id }: Pick<SampleThing, 'id'>): string {
  return `${collectionPath}/${id}`;
}

export function representSampleThing(thing: SampleThing) {
  const { id, name, madeAt } = thing;
  return { id, name, madeAt: madeAt.toISOString(), _links: links({ self: pathOf(thing) }) };
}
