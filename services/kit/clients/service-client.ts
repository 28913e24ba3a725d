import type { IncomingHttpHeaders } from 'node:http';
import type { RequestContext } from '../http/request-context.ts';
import type { Log } from '../telemetry/log.ts';
import type { Clock } from '../time/clock.ts';

export interface ServiceClientParts {
  /** The service that is called, for messages. */
  readonly name: string;
  readonly url: string;
  /** For one attempt; the deadline of the request can only make it shorter. */
  readonly timeoutMs: number;
  /** Calls in flight at once; one more is refused at once. */
  readonly capacity: number;
  readonly log: Log;
  readonly authorityFile?: string | undefined;
  readonly clock?: Clock;
  readonly random?: () => number;
}

export interface ServiceCall {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  readonly context: RequestContext;
  /** `safe`: a GET or HEAD may be sent again, from a budget. Only the outermost service does that. */
  readonly retry: 'safe' | 'never';
}

export interface ServiceAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Calls one other service. Where that cannot answer, a call ends in a Problem 502, 503 or 504. */
export interface ServiceClient {
  request(call: ServiceCall): Promise<ServiceAnswer>;
  /** With what to do without the other service. */
  requestOr<Fallback>(
    call: ServiceCall,
    fallback: (problem: Error) => Fallback,
  ): Promise<ServiceAnswer | Fallback>;
  close(): Promise<void>;
}
