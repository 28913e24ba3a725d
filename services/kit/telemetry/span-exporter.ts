import type { Clock } from '../time/clock.ts';

/** A span that has ended, of a trace that is sampled. */
export interface FinishedSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | undefined;
  /** A name that holds nothing a caller chose. */
  readonly name: string;
  readonly kind: 'server' | 'client';
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly ms: number;
  /** A status, or what happened instead of one. */
  readonly outcome: string | number;
}

export interface SpanExporterParts {
  /** Of the agent beside the task: `http://localhost:4318`. */
  readonly url: string;
  readonly serviceName: string;
  readonly serviceVersion: string;
  readonly stage: string;
  readonly clock: Clock;
  /** @default - over HTTP */
  readonly post?: (url: string, body: string) => Promise<unknown>;
}

const everyMs = 1000;
/** Several seconds of what samplers let through. Beyond it the agent is away, and the log has the spans all the same. */
const mostHeld = 1000;

const kinds = { server: 2, client: 3 } as const;

/** Hands spans to an agent in the way of OpenTelemetry: JSON over HTTP, once a second where there are any. */
export function createSpanExporter(parts: SpanExporterParts): (span: FinishedSpan) => void {
  const { url, clock, post = overHttp } = parts;
  const resource = {
    attributes: [
      attribute('service.name', parts.serviceName),
      attribute('service.version', parts.serviceVersion),
      attribute('deployment.environment.name', parts.stage),
    ],
  };
  let held: FinishedSpan[] = [];

  function send(): void {
    const spans = held;
    held = [];
    const body = {
      resourceSpans: [{ resource, scopeSpans: [{ scope: { name: 'shoal' }, spans: spans.map(inOtlp) }] }],
    };
    // They are lines in the log as well, so an agent that is away costs nothing that is missed.
    post(`${url}/v1/traces`, JSON.stringify(body)).catch(() => undefined);
  }

  return (span) => {
    if (held.length >= mostHeld) return;
    held.push(span);
    if (held.length === 1) clock.after(everyMs, send);
  };
}

function inOtlp(span: FinishedSpan): object {
  const { traceId, spanId, parentSpanId, name, kind, startedAt, ms, outcome } = span;
  const status = typeof outcome === 'number' ? outcome : undefined;
  return {
    traceId,
    spanId,
    ...(parentSpanId === undefined ? {} : { parentSpanId }),
    name,
    kind: kinds[kind],
    startTimeUnixNano: nanoseconds(startedAt),
    endTimeUnixNano: nanoseconds(startedAt + ms),
    attributes:
      status === undefined
        ? [attribute('shoal.outcome', String(outcome))]
        : [{ key: 'http.response.status_code', value: { intValue: status } }],
    // 2 is an error; what a client did wrong is none of the server.
    ...(status === undefined || status >= 500 ? { status: { code: 2 } } : {}),
  };
}

function attribute(key: string, stringValue: string): object {
  return { key, value: { stringValue } };
}

/** Too large for a number in JSON. */
function nanoseconds(ms: number): string {
  return String(BigInt(Math.round(ms * 1000)) * 1000n);
}

async function overHttp(url: string, body: string): Promise<void> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
    signal: AbortSignal.timeout(everyMs),
  });
  await answer.arrayBuffer();
}
