import type { TokenVerifier } from '../../../services/kit/auth/token-verifier.ts';
import type { Health } from '../../../services/kit/health/health.ts';
import { createApp } from '../../../services/kit/http/create-app.ts';
import { describeApi } from '../../../services/kit/openapi/describe-api.ts';
import type { Log } from '../../../services/kit/telemetry/log.ts';
import { type Clock, systemClock } from '../../../services/kit/time/clock.ts';
import { createSampleThing } from './create-sample-thing.ts';
import { readSampleThing } from './read-sample-thing.ts';
import type { SampleThingStore } from './sample-thing-store.ts';

export interface SampleThingsParts {
  readonly sampleThings: SampleThingStore;
  readonly health: Health;
  readonly tokens: TokenVerifier;
  readonly log: Log;
  readonly clock?: Clock;
}

export function createSampleThingsApp(given: SampleThingsParts) {
  const { sampleThings, health, tokens, log, clock = systemClock } = given;
  const parts = { sampleThings, clock };
  const operations = [createSampleThing(parts), readSampleThing(parts)];
  const api = describeApi({
    title: 'Sample things',
    description: 'Keeps sample things, each for the user who made it.',
    version: '1',
    operations,
  });
  return createApp({ operations: [...operations, api], health, tokens, log, clock });
}
