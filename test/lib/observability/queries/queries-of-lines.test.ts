import { EventEmitter } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import { oneTrace, stageQueries } from '../../../../lib/observability/queries/stage-queries.ts';
import { json } from '../../../../services/kit/http/answer.ts';
import { operation } from '../../../../services/kit/http/operation.ts';
import { serve } from '../../../../services/kit/shutdown/serve.ts';
import { createIds } from '../../../../services/kit/telemetry/ids.ts';
import { createMetrics } from '../../../../services/kit/telemetry/metrics.ts';
import { startSpan } from '../../../../services/kit/telemetry/span.ts';
import { createFakeClock } from '../../../services/kit/support/fake-clock.ts';
import { createSampleApp } from '../../../services/kit/support/sample-app.ts';
import { fieldOf, type LogLine, readQuery } from '../../../support/insights-query.ts';

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';

/** What a service writes in a minute in which one request is answered, one fails, and another service is called. */
async function linesOfAMinute(): Promise<readonly LogLine[]> {
  const clock = createFakeClock();
  const metrics = createMetrics();
  const fine = operation({
    ...{ method: 'GET', path: '/v1/boats', summary: 'Lists boats', access: 'anyone' },
    handle: async () => json(200, {}),
  });
  const broken = operation({
    ...{ method: 'GET', path: '/v1/broken', summary: 'Fails', access: 'anyone' },
    handle: async () => {
      throw new Error('out of boats');
    },
  });
  const { app, health, recorded } = createSampleApp({ operations: [fine, broken], metrics });
  const signals = new EventEmitter();
  const serving = await serve({
    configuration: {
      ...{ serviceName: 'sample', serviceVersion: 'v1', stage: 'test', host: '127.0.0.1', port: 0 },
      ...{ logLevel: 'debug', drainMs: 0 },
    },
    ...{ app, health, metrics, log: recorded.log, clock, signals, close: [] },
  });
  const parent = { traceId, spanId: '00f067aa0ba902b7', sampled: true };
  for (const path of ['/v1/boats', '/v1/broken']) {
    const answer = await fetch(`http://127.0.0.1:${serving.port}${path}`, {
      headers: { traceparent: `00-${traceId}-${parent.spanId}-01`, connection: 'close' },
    });
    await answer.text();
  }
  startSpan(parent, { log: recorded.log, clock, ids: createIds(), name: 'catalog' }).end(200);
  signals.emit('SIGTERM');
  await clock.advance(60_000);
  await serving.ended;
  return recorded.lines;
}

const lines = await linesOfAMinute();
const asked = oneTrace.query.replace('paste a trace id here', traceId);

function found(query: string): readonly LogLine[] {
  return lines.filter(readQuery(query).lets);
}

describe('every saved query', () => {
  it.each(stageQueries.map((query) => [query.name, query] as const))(
    'names only fields that lines have: %s',
    (_name, { query }) => {
      const { fields } = readQuery(query);
      const own = fields.filter((field) => !field.startsWith('@'));
      expect(own.length).toBeGreaterThan(1);
      expect(own.filter((field) => !lines.some((line) => fieldOf(line, field) !== undefined))).toEqual([]);
      expect(fields.filter((field) => field.startsWith('@') && field !== '@timestamp')).toEqual([]);
    },
  );

  it('finds something', () => {
    const empty = stageQueries
      .filter(({ name }) => name !== oneTrace.name)
      .filter(({ query }) => found(query).length === 0)
      .map(({ name }) => name);
    expect(empty).toEqual([]);
  });
});

describe('the query', () => {
  const queryOf = (name: string): string => stageQueries.find((each) => each.name === name)?.query ?? '';
  const messages = (query: string) => found(query).map(({ message, status }) => [message, status]);

  it('of one trace finds its requests and its calls', () => {
    expect(messages(asked)).toEqual(
      expect.arrayContaining([
        ['request', 200],
        ['request', 500],
        ['span', undefined],
      ]),
    );
    expect(messages(asked.replace(traceId, 'another'))).toEqual([]);
  });

  it('of the slowest requests finds every request', () => {
    expect(messages(queryOf('slowest requests'))).toEqual([
      ['request', 200],
      ['request', 500],
    ]);
  });

  it('of errors by release finds those that failed', () => {
    expect(messages(queryOf('errors by release'))).toEqual([['request', 500]]);
  });

  it('of traffic by release finds the line that counts all requests, which has all that it adds up', () => {
    const query = queryOf('traffic by release');
    expect(found(query)).toHaveLength(1);
    const own = readQuery(query).fields.filter((field) => !field.startsWith('@'));
    expect(found(query).map((line) => own.filter((field) => fieldOf(line, field) === undefined))).toEqual([
      [],
    ]);
  });

  it('of releases finds the start of a task', () => {
    expect(found(queryOf('releases'))).toMatchObject([
      { message: 'listening', service: 'sample', version: 'v1' },
    ]);
  });

  it('of troubles finds what code complains about, and not the requests again', () => {
    const complaints = found(queryOf('troubles'));
    expect(complaints.length).toBeGreaterThan(0);
    expect(complaints.filter(({ level }) => level === 'info')).toEqual([]);
    expect(complaints.filter(({ message }) => message === 'request')).toEqual([]);
  });
});
