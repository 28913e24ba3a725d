import type { Clock } from '../time/clock.ts';
import type { Ids } from './ids.ts';
import type { Log } from './log.ts';
import { formatTraceparent, type TraceContext } from './trace-context.ts';

/** A piece of the work on a request, such as one call of another service. */
export interface Span {
  /** Makes the next hop a child of it. */
  readonly traceparent: string;
  end(outcome: string | number): void;
}

export interface SpanParts {
  readonly log: Log;
  readonly clock: Clock;
  readonly ids: Ids;
  /** A name that holds nothing a caller chose. */
  readonly name: string;
}

/**
 * Leaves a line in the log where the request is sampled, and nothing elsewhere; where an agent takes spans, it gets
 * this one too. The request itself is no span beside them: its line in the access log is.
 */
export function startSpan(parent: TraceContext, { log, clock, ids, name }: SpanParts): Span {
  if (!parent.sampled) return { traceparent: formatTraceparent(parent), end: nothing };
  const { traceId } = parent;
  const spanId = ids.spanId();
  const startedAt = clock.now();
  return {
    traceparent: formatTraceparent({ traceId, spanId, sampled: true }),
    end(outcome) {
      const ms = clock.now() - startedAt;
      log.raw(
        'info',
        `,"message":"span","name":${JSON.stringify(name)},"outcome":${JSON.stringify(outcome)},` +
          `"startedAt":${startedAt},"ms":${ms},` +
          `"traceId":"${traceId}","spanId":"${spanId}","parentSpanId":"${parent.spanId}"`,
      );
      const { spanId: parentSpanId } = parent;
      log.span?.({ traceId, spanId, parentSpanId, name, kind: 'client', startedAt, ms, outcome });
    },
  };
}

function nothing(): void {}
