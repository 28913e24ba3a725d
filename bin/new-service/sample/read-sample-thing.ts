import { json } from '../../../services/kit/http/answer.ts';
import { operation } from '../../../services/kit/http/operation.ts';
import { notFound } from '../../../services/kit/problems/problem.ts';
import { ownerOf } from './owner.ts';
import { collectionPath, representSampleThing } from './represent-sample-thing.ts';
import { sampleThingPathSchema, sampleThingSchema } from './sample-thing.schema.ts';
import type { SampleThingStore } from './sample-thing-store.ts';

export function readSampleThing({ sampleThings }: { readonly sampleThings: SampleThingStore }) {
  return operation({
    method: 'GET',
    path: `${collectionPath}/:id`,
    summary: "One sample thing of the caller's own",
    access: 'signed-in',
    params: sampleThingPathSchema,
    answers: { 200: sampleThingSchema },
    handle: async ({ params: { id }, context }) => {
      const thing = await sampleThings.find(id);
      // Somebody else's is not even known to exist.
      if (thing === undefined || thing.owner !== ownerOf(context)) {
        throw notFound(`you have no sample thing ${id}`);
      }
      return json(200, representSampleThing(thing));
    },
  });
}
