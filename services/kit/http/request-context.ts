import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Caller } from '../auth/caller.ts';
import type { Problem } from '../problems/problem.ts';
import type { Ids } from '../telemetry/ids.ts';
import type { Log } from '../telemetry/log.ts';
import { redactedText } from '../telemetry/redaction.ts';
import type { Sampler } from '../telemetry/sampler.ts';
import { type Span, startSpan } from '../telemetry/span.ts';
import { formatTraceparent, parseTraceparent } from '../telemetry/trace-context.ts';
import type { Clock, Timer } from '../time/clock.ts';
import { deadlineHeader, readDeadline } from './deadline.ts';

export const correlationHeader = 'x-correlation-id';
const acceptableCorrelation = /^[\w.:-]{1,64}$/;

/** What belongs to one request, handed on explicitly: asynchronous storage costs more than it saves. */
export class RequestContext {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | undefined;
  readonly sampled: boolean;
  readonly traceState: string | undefined;
  /** What ties together the requests of one intent; the caller may choose it. */
  readonly correlationId: string;
  readonly startedAt: number;
  /** Milliseconds since 1970; after it nobody waits for the answer. */
  readonly deadline: number;
  /** Set where a valid access token came along. */
  caller: Caller | undefined;
  /** What is wrong with the token that came along; the request ends with it once the guards have seen it. */
  tokenProblem: Problem | undefined;
  /** The credentials as they came, for the next hop. */
  readonly authorization: string | undefined;
  /** The pattern that matched, for the access log. */
  route: string | undefined;
  readonly #parts: RequestContextParts;
  #log: Log | undefined;
  #signal: AbortSignal | undefined;

  constructor(parts: RequestContextParts) {
    const { request, clock, ids } = parts;
    const { headers } = request;
    const parent = parseTraceparent(single(headers.traceparent));
    this.#parts = parts;
    this.traceId = parent?.traceId ?? ids.traceId();
    this.spanId = ids.spanId();
    this.parentSpanId = parent?.spanId;
    this.sampled = parts.sampler?.samples(parent?.sampled) ?? parent?.sampled ?? false;
    this.traceState = parent === undefined ? undefined : single(headers.tracestate);
    this.correlationId = acceptedCorrelation(headers[correlationHeader]) ?? this.traceId;
    this.startedAt = clock.now();
    this.deadline = readDeadline(headers[deadlineHeader], this.startedAt, parts.longestMs);
    this.authorization = headers.authorization;
  }

  /** The header that makes the next hop a child of this request. */
  get traceparent(): string {
    return formatTraceparent(this);
  }

  /** A piece of the work on it; leaves a line where the request is sampled. */
  span(name: string): Span {
    const { clock, ids, log } = this.#parts;
    return startSpan(this, { clock, ids, log, name });
  }

  /** The task stops: every answer that begins from now on ends its connection. */
  get draining(): boolean {
    return this.#parts.health.draining;
  }

  remainingMs(): number {
    return Math.max(0, this.deadline - this.#parts.clock.now());
  }

  get log(): Log {
    this.#log ??= this.#parts.log.with({
      traceId: this.traceId,
      spanId: this.spanId,
      correlation: this.correlationId,
    });
    return this.#log;
  }

  /** Aborted when the client is gone or the deadline is over. Made on first use, since few handlers need it. */
  get signal(): AbortSignal {
    this.#signal ??= this.#watch();
    return this.#signal;
  }

  #watch(): AbortSignal {
    const { clock, response } = this.#parts;
    const controller = new AbortController();
    const timer: Timer = clock.after(this.remainingMs(), () => {
      controller.abort(new Error('the deadline of the request is over'));
    });
    response.once('close', () => {
      timer.cancel();
      if (!response.writableFinished) controller.abort(new Error('the client is gone'));
    });
    return controller.signal;
  }
}

export interface RequestContextParts {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly health: { readonly draining: boolean };
  /** @default - what the caller decided, nothing where nobody did */
  readonly sampler?: Sampler;
  /** The deadline of a request that names none, and the most it may ask for. */
  readonly longestMs: number;
}

function acceptedCorrelation(header: string | string[] | undefined): string | undefined {
  const value = single(header);
  if (value === undefined || !acceptableCorrelation.test(value)) return undefined;
  // It goes into every log line, so nothing that looks like a secret is taken.
  return redactedText(value) === value ? value : undefined;
}

function single(header: string | string[] | undefined): string | undefined {
  return typeof header === 'string' ? header : undefined;
}
