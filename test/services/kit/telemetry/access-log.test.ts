import type { IncomingMessage, ServerResponse } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import type { RequestContext } from '../../../../services/kit/http/request-context.ts';
import { createAccessLog } from '../../../../services/kit/telemetry/access-log.ts';
import type { FinishedSpan } from '../../../../services/kit/telemetry/span-exporter.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { recordedLog } from '../support/recorded-log.ts';

function accessLog(linesPerSecond: number) {
  const clock = createFakeClock();
  const { log, lines } = recordedLog();
  const spans: FinishedSpan[] = [];
  const write = createAccessLog({ log: { ...log, span: (span) => spans.push(span) }, clock, linesPerSecond });
  const finish = (statusCode: number, context: Partial<RequestContext> = {}, finished = true) =>
    write(
      { method: 'GET' } as IncomingMessage,
      { statusCode, writableFinished: finished, headersSent: true } as ServerResponse,
      {
        traceId: 't',
        spanId: 's',
        correlationId: 'c',
        route: '/v1/boats',
        startedAt: clock.now(),
        ...context,
      } as RequestContext,
    );
  return { clock, lines, spans, finish };
}

describe('the access log', () => {
  it('has every request while there are few, and then counts what it leaves out', async () => {
    const { clock, lines, finish } = accessLog(3);
    for (let request = 0; request < 10; request++) finish(200);
    expect(lines).toHaveLength(3);
    await clock.advance(1000);
    finish(200);
    expect(lines.at(-1)).toMatchObject({ message: 'request', status: 200, unwritten: 7 });
  });

  it('has every failure and every slow request, however many there are', () => {
    const { clock, lines, finish } = accessLog(0);
    finish(200);
    finish(503);
    finish(200, { startedAt: clock.now() - 1500 });
    expect(lines).toMatchObject([
      { status: 503, level: 'warn' },
      { status: 200, ms: 1500 },
    ]);
  });

  it('hands on the span of what is sampled, and of what failed in a trace that nobody sampled', () => {
    const { spans, finish } = accessLog(10);
    finish(200, { sampled: false });
    finish(200, { sampled: true });
    finish(404, { sampled: false });
    finish(502, { sampled: false, parentSpanId: 'of the gateway' });
    expect(spans).toMatchObject([
      { outcome: 200, traceId: 't' },
      { outcome: 502, traceId: 't', spanId: 's', parentSpanId: 'of the gateway', kind: 'server' },
    ]);
  });

  it('hands on no more of those than an outage may cost, and of what is sampled all', async () => {
    const { clock, spans, finish } = accessLog(0);
    for (let request = 0; request < 500; request++) finish(503, { sampled: false });
    expect(spans).toHaveLength(20);
    finish(503, { sampled: true });
    expect(spans).toHaveLength(21);
    await clock.advance(1000);
    finish(503, { sampled: false });
    expect(spans).toHaveLength(22);
  });

  it('calls it 499 when the client left before its answer was complete', () => {
    const { lines, finish } = accessLog(1);
    finish(200, {}, false);
    expect(lines).toMatchObject([{ status: 499 }]);
  });

  it('leaves health checks out', () => {
    const { lines, finish } = accessLog(1);
    finish(503, { route: '/health/ready' });
    expect(lines).toHaveLength(0);
  });
});
