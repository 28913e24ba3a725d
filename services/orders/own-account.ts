import type { CallAnswer, Calls } from '../kit/batching/shared-exchange.ts';
import type { EventOrigin } from '../kit/events/event.ts';
import { deadlineHeader } from '../kit/http/deadline.ts';
import { correlationHeader } from '../kit/http/request-context.ts';

export interface OwnCall {
  readonly method: 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly origin: EventOrigin;
}

/** Rejects with UpstreamFailure where the other side cannot answer. */
export type OwnAccount = (call: OwnCall) => Promise<CallAnswer>;

/** How long a step of a saga waits: well below the lease. */
export const stepMs = 4000;

/**
 * Calls another service on orders' own account. Any task must be able to repeat a step of a saga at any time, with
 * no buyer around, and the buyer must not be able to take back what it has reserved.
 */
export function onOwnAccount(calls: Calls): OwnAccount {
  return ({ method, path, headers, body, origin }) =>
    calls({
      method,
      path,
      headers: {
        traceparent: origin.traceparent,
        [correlationHeader]: origin.correlationId,
        [deadlineHeader]: String(stepMs),
        ...headers,
      },
      ...(body === undefined ? {} : { body }),
    });
}
