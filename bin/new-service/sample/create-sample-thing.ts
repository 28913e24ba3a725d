import { randomUUID } from 'node:crypto';
import { created } from '../../../services/kit/http/answer.ts';
import { operation } from '../../../services/kit/http/operation.ts';
import type { Clock } from '../../../services/kit/time/clock.ts';
import { ownerOf } from './owner.ts';
import { collectionPath, pathOf, representSampleThing } from './represent-sample-thing.ts';
import { sampleThingDetailsSchema, sampleThingSchema } from './sample-thing.schema.ts';
import type { SampleThing } from './sample-thing.ts';
import type { SampleThingStore } from './sample-thing-store.ts';

export interface CreateSampleThingParts {
  readonly sampleThings: SampleThingStore;
  readonly clock: Clock;
}

export function createSampleThing({ sampleThings, clock }: CreateSampleThingParts) {
  return operation({
    method: 'POST',
    path: collectionPath,
    summary: 'A new sample thing of the caller',
    access: 'signed-in',
    body: sampleThingDetailsSchema,
    answers: { 201: sampleThingSchema },
    handle: async ({ body, context }) => {
      const thing: SampleThing = {
        id: randomUUID(),
        owner: ownerOf(context),
        name: body.name,
        madeAt: new Date(clock.now()),
      };
      await sampleThings.add(thing);
      return created(pathOf(thing), representSampleThing(thing));
    },
  });
}
