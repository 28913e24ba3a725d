import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { createIds } from '../../../../services/kit/telemetry/ids.ts';
import { createLog } from '../../../../services/kit/telemetry/log.ts';
import { startSpan } from '../../../../services/kit/telemetry/span.ts';
import { createSpanExporter, type FinishedSpan } from '../../../../services/kit/telemetry/span-exporter.ts';
import { createFakeClock } from '../support/fake-clock.ts';

let agent: Server;
afterEach(() => {
  agent?.closeAllConnections();
  agent?.close();
});

const span: FinishedSpan = {
  traceId: 'a'.repeat(32),
  spanId: 'b'.repeat(16),
  parentSpanId: undefined,
  name: 'GET /products/{id}',
  kind: 'server',
  startedAt: 1_700_000_000_000,
  ms: 12,
  outcome: 200,
};

function exporter(answer: () => Promise<unknown> = async () => undefined) {
  const clock = createFakeClock();
  const posts: { readonly url: string; readonly spans: readonly Record<string, unknown>[] }[] = [];
  const give = createSpanExporter({
    url: 'http://localhost:4318',
    serviceName: 'catalog',
    serviceVersion: 'one',
    stage: 'prod',
    clock,
    post: async (url, body) => {
      posts.push({ url, spans: JSON.parse(body).resourceSpans[0].scopeSpans[0].spans });
      return answer();
    },
  });
  return { clock, posts, give };
}

describe('spans for an agent', () => {
  it('go to it once a second, in the words of OpenTelemetry', async () => {
    const { clock, posts, give } = exporter();
    give(span);
    give({ ...span, spanId: 'c'.repeat(16), parentSpanId: span.spanId, kind: 'client' });
    expect(posts).toEqual([]);
    await clock.advance(1000);
    expect(posts).toEqual([
      {
        url: 'http://localhost:4318/v1/traces',
        spans: [
          {
            traceId: span.traceId,
            spanId: span.spanId,
            name: 'GET /products/{id}',
            kind: 2,
            startTimeUnixNano: '1700000000000000000',
            endTimeUnixNano: '1700000000012000000',
            attributes: [{ key: 'http.response.status_code', value: { intValue: 200 } }],
          },
          expect.objectContaining({ kind: 3, parentSpanId: span.spanId }),
        ],
      },
    ]);
    await clock.advance(5000);
    expect(posts).toHaveLength(1);
  });

  it('are errors where the server failed or nobody answered, and not where the client did', async () => {
    const { clock, posts, give } = exporter();
    for (const outcome of [404, 503, 'timeout']) give({ ...span, outcome });
    await clock.advance(1000);
    expect(posts[0]?.spans.map(({ status }) => status)).toEqual([undefined, { code: 2 }, { code: 2 }]);
  });

  it('are dropped while the agent is away, and go on when it is back', async () => {
    const { clock, posts, give } = exporter(() => Promise.reject(new Error('ECONNREFUSED')));
    for (let second = 0; second < 3; second += 1) {
      give(span);
      await clock.advance(1000);
    }
    expect(posts).toHaveLength(3);
  });

  it('never pile up', async () => {
    const { clock, posts, give } = exporter();
    for (let count = 0; count < 5000; count += 1) give(span);
    await clock.advance(1000);
    expect(posts.map(({ spans }) => spans.length)).toEqual([1000]);
  });
});

describe('an agent on the same machine', () => {
  it('receives what it is given over HTTP', async () => {
    const received = new Promise<string>((resolve) => {
      agent = createServer(async (request, response) => {
        const chunks: Buffer[] = [];
        for await (const chunk of request) chunks.push(chunk);
        response.end('{}');
        resolve(
          `${request.method} ${request.url} ${request.headers['content-type']} ${Buffer.concat(chunks)}`,
        );
      }).listen(0, '127.0.0.1');
    });
    await once(agent, 'listening');
    const clock = createFakeClock();
    const url = `http://127.0.0.1:${(agent.address() as AddressInfo).port}`;
    createSpanExporter({ url, serviceName: 'catalog', serviceVersion: 'one', stage: 'prod', clock })(span);
    await clock.advance(1000);
    expect(await received).toMatch(/^POST \/v1\/traces application\/json \{"resourceSpans":.*"catalog"/);
  });
});

describe('a log', () => {
  const names = { serviceName: 'catalog', serviceVersion: 'one', logLevel: 'info' } as const;
  const sink = { write: () => undefined, flush: () => undefined };

  it('takes spans where the task has an agent, and not elsewhere', () => {
    expect(createLog(names, { sink }).span).toBeUndefined();
    const log = createLog(
      { ...names, tracesUrl: 'http://localhost:4318' },
      { sink, clock: createFakeClock() },
    );
    expect(log.with({ event: 'one' }).span).toBe(log.span);
  });

  it('is given each span that ends, where its trace is sampled', async () => {
    const clock = createFakeClock();
    const given: FinishedSpan[] = [];
    const log = { ...createLog(names, { sink }), span: (one: FinishedSpan) => void given.push(one) };
    const parent = { traceId: span.traceId, spanId: span.spanId };
    for (const sampled of [false, true]) {
      const started = startSpan({ ...parent, sampled }, { log, clock, ids: createIds(), name: 'GET carts' });
      await clock.advance(7);
      started.end(204);
    }
    expect(given).toMatchObject([
      {
        ...parent,
        spanId: expect.any(String),
        parentSpanId: span.spanId,
        name: 'GET carts',
        ms: 7,
        outcome: 204,
      },
    ]);
  });
});
