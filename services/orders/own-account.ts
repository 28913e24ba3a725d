import type { ServiceToken } from '../kit/auth/service-token.ts';
import { collectingReceiver } from '../kit/clients/collecting-receiver.ts';
import type { ServiceAnswer } from '../kit/clients/service-client.ts';
import type { Upstream } from '../kit/clients/upstream.ts';
import type { EventOrigin } from '../kit/events/event.ts';
import { deadlineHeader } from '../kit/http/deadline.ts';
import { correlationHeader } from '../kit/http/request-context.ts';

export interface OwnCall {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly origin: EventOrigin;
}

/** Rejects with UpstreamFailure where the other side cannot answer. */
export type OwnAccount = (call: OwnCall) => Promise<ServiceAnswer>;

export interface OwnAccountParts {
  readonly upstream: Upstream;
  readonly serviceToken: ServiceToken;
}

/** How long a step of a saga waits: well below the lease. */
const stepMs = 4000;
const answerLimit = 256 * 1024;

/**
 * Calls another service on orders' own account. Any task must be able to repeat a step of a saga at any time, with
 * no buyer around, and the buyer must not be able to take back what it has reserved.
 */
export function callOnOwnAccount({ upstream, serviceToken }: OwnAccountParts): OwnAccount {
  return async ({ method, path, headers = {}, body, origin }) => {
    const collected = collectingReceiver(upstream.name, answerLimit);
    await upstream.exchange({
      method,
      path,
      headers: {
        traceparent: origin.traceparent,
        [correlationHeader]: origin.correlationId,
        [deadlineHeader]: String(stepMs),
        authorization: `Bearer ${serviceToken(upstream.name)}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      body: body === undefined ? null : JSON.stringify(body),
      remainingMs: () => stepMs,
      receiver: collected.receiver,
    });
    return collected.answer();
  };
}
