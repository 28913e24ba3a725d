import { createHash } from 'node:crypto';
import type { Upstream } from '../../kit/clients/upstream.ts';
import type { RequestContext } from '../../kit/http/request-context.ts';
import type { Clock } from '../../kit/time/clock.ts';
import type { Route } from '../routes.ts';
import type { ApiDocument } from './api-document.ts';
import { askForApi } from './ask-for-api.ts';
import { mergeApis } from './merge-apis.ts';

/** The description of the whole API, made of what the services say of themselves. */
export interface ApiBook {
  /** Waits for the services the first time only; later what is old is renewed behind the answer. */
  read(context: RequestContext): Promise<PublishedApi>;
}

export interface PublishedApi {
  readonly document: ApiDocument;
  readonly bytes: Buffer;
  readonly version: string;
}

export interface ApiBookParts {
  readonly own: ApiDocument;
  readonly upstreams: readonly Upstream[];
  readonly routes: readonly Route[];
  readonly clock: Clock;
}

const freshMs = 60_000;
/** A service that is away is asked again sooner. */
const incompleteMs = 5_000;

export function createApiBook({ own, upstreams, routes, clock }: ApiBookParts): ApiBook {
  const known = new Map<string, ApiDocument>();
  let published: PublishedApi | undefined;
  let renewAt = 0;
  let renewing: Promise<PublishedApi> | undefined;

  const renew = async (context: RequestContext): Promise<PublishedApi> => {
    const asked = await Promise.allSettled(upstreams.map((upstream) => askForApi(upstream, context)));
    for (const [index, { name }] of upstreams.entries()) {
      const answer = asked[index];
      if (answer?.status === 'fulfilled') known.set(name, answer.value);
      else context.log.warn(`${name} could not be asked for its description`, { error: answer?.reason });
    }
    const failed = asked.some(({ status }) => status === 'rejected');
    renewAt = clock.now() + (failed ? incompleteMs : freshMs);
    published = publish();
    return published;
  };
  const publish = (): PublishedApi => {
    const services = [...known].map(([name, document]) => ({ name, document }));
    const missing = upstreams.map(({ name }) => name).filter((name) => !known.has(name));
    const document = mergeApis({ own, services, routes, missing });
    const bytes = Buffer.from(JSON.stringify(document));
    const version = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
    return { document, bytes, version };
  };
  return {
    async read(context) {
      if (published !== undefined && clock.now() < renewAt) return published;
      renewing ??= renew(context).finally(() => {
        renewing = undefined;
      });
      return published ?? renewing;
    },
  };
}
