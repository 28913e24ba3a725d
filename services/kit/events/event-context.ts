import type { Ids } from '../telemetry/ids.ts';
import type { Log } from '../telemetry/log.ts';
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
  const traceId = parent?.traceId ?? ids.traceId();
  const spanId = ids.spanId();
  const { correlationId, type, source, id } = event;
  return {
    traceId,
    spanId,
    traceparent: formatTraceparent({ traceId, spanId, sampled: parent?.sampled ?? false }),
    traceState: undefined,
    correlationId,
    authorization: undefined,
    log: log.with({ traceId, spanId, correlation: correlationId, event: `${source}/${type}`, eventId: id }),
    signal,
    remainingMs: () => Math.max(0, deadline - clock.now()),
  };
}
