import type { Ids } from '../telemetry/ids.ts';
import type { Log } from '../telemetry/log.ts';
import { type Span, startSpan } from '../telemetry/span.ts';
import { formatTraceparent, parseTraceparent } from '../telemetry/trace-context.ts';
import type { Clock } from '../time/clock.ts';
import type { Event } from './event.ts';

/** What belongs to the handling of one event: as the context of a request, but nobody asks and nobody is signed in. */
export interface EventContext {
  readonly traceId: string;
  readonly spanId: string;
  /** Makes what is called from here a child of this handling. */
  readonly traceparent: string;
  readonly traceState: undefined;
  readonly correlationId: string;
  readonly authorization: undefined;
  readonly log: Log;
  /** Aborted when the time to handle it is over, or the task has to end. */
  readonly signal: AbortSignal;
  remainingMs(): number;
  /** A piece of the work on it; leaves a line where the event's trace is sampled. */
  span(name: string): Span;
}

export interface EventContextParts {
  readonly event: Event;
  readonly log: Log;
  readonly ids: Ids;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Milliseconds since 1970. */
  readonly deadline: number;
}

export function eventContext({ event, log, ids, clock, signal, deadline }: EventContextParts): EventContext {
  const parent = parseTraceparent(event.traceparent);
  const own = {
    traceId: parent?.traceId ?? ids.traceId(),
    spanId: ids.spanId(),
    sampled: parent?.sampled ?? false,
  };
  const { correlationId, type, source, id } = event;
  const traced = log.with({
    traceId: own.traceId,
    spanId: own.spanId,
    parentSpanId: parent?.spanId,
    correlation: correlationId,
    event: `${source}/${type}`,
    eventId: id,
  });
  return {
    traceId: own.traceId,
    spanId: own.spanId,
    traceparent: formatTraceparent(own),
    traceState: undefined,
    correlationId,
    authorization: undefined,
    log: traced,
    signal,
    remainingMs: () => Math.max(0, deadline - clock.now()),
    span: (name) => startSpan(own, { log, clock, ids, name }),
  };
}
