import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createServiceClient, type ServiceClient } from '../../../../services/kit/clients/service-client.ts';
import { RequestContext } from '../../../../services/kit/http/request-context.ts';
import { createIds } from '../../../../services/kit/telemetry/ids.ts';
import { systemClock } from '../../../../services/kit/time/clock.ts';
import { recordedLog } from '../support/recorded-log.ts';
import { type StartedUpstream, startUpstream } from '../support/start-upstream.ts';

const ids = createIds();
const { log } = recordedLog();
let upstream: StartedUpstream;
let client: ServiceClient;

function clientOf(
  url: string,
  more: { timeoutMs?: number | (() => number); capacity?: number; answerLimit?: number } = {},
) {
  return createServiceClient({
    name: 'catalog',
    url,
    timeoutMs: 1000,
    capacity: 50,
    log,
    random: () => 0,
    ...more,
  });
}

function context(headers: Record<string, string> = {}, longestMs = 5000): RequestContext {
  const request = { headers } as never;
  return new RequestContext({
    request,
    response: {} as never,
    clock: systemClock,
    ids,
    log,
    longestMs,
    health: { draining: false },
  });
}

function get(path = '/', retry: 'safe' | 'never' = 'safe', given = context()) {
  return client.request({ method: 'GET', path, context: given, retry });
}

beforeEach(async () => {
  upstream = await startUpstream((request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ url: request.url, headers: request.headers }));
  });
  client = clientOf(upstream.url);
});
afterEach(async () => {
  await client.close();
  await upstream.close();
});

describe('a service client', () => {
  it('asks for its service by the name alone, as the rules of a balancer know it', async () => {
    const { body } = await get();
    expect(new URL(upstream.url).port).not.toBe('');
    expect(JSON.parse(body.toString()).headers.host).toBe(new URL(upstream.url).hostname);
  });

  it('hands on trace, correlation, deadline and credentials', async () => {
    const given = context({ authorization: 'Bearer t', 'x-correlation-id': 'c-1' });
    const { status, body } = await get('/v1/products?limit=1', 'never', given);
    const { url, headers } = JSON.parse(body.toString());
    expect([status, url]).toEqual([200, '/v1/products?limit=1']);
    expect(headers).toMatchObject({
      traceparent: given.traceparent,
      'x-correlation-id': 'c-1',
      authorization: 'Bearer t',
    });
    expect(Number(headers['x-deadline-ms'])).toBeGreaterThan(4000);
  });

  it('hands errors of the service on as answers', async () => {
    upstream.handler = (_request, response) => {
      response.writeHead(503, { 'content-type': 'application/problem+json' }).end('{"status":503}');
    };
    await expect(get()).resolves.toMatchObject({ status: 503 });
    expect(upstream.requests).toBe(1);
  });

  it('asks again where a balancer says that the task is gone', async () => {
    const { handler } = upstream;
    upstream.handler = (_request, response) => {
      upstream.handler = handler;
      response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad Gateway</h1>');
    };
    await expect(get()).resolves.toMatchObject({ status: 200 });
    expect(upstream.requests).toBe(2);
  });

  it('asks again where the connection breaks, for a safe request only', async () => {
    const { handler } = upstream;
    const breakOnce = () => {
      upstream.handler = (request) => {
        upstream.handler = handler;
        request.socket.destroy();
      };
    };
    breakOnce();
    await expect(get()).resolves.toMatchObject({ status: 200 });
    breakOnce();
    const post = client.request({ method: 'POST', path: '/', body: '{}', context: context(), retry: 'safe' });
    await expect(post).rejects.toMatchObject({
      status: 502,
      kind: 'bad-gateway',
      headers: { 'retry-after': '1' },
    });
  });

  it('asks once where it is told so', async () => {
    upstream.handler = (request) => request.socket.destroy();
    await expect(get('/', 'never')).rejects.toMatchObject({ status: 502 });
    expect(upstream.requests).toBe(1);
  });

  it('does not wait longer than its timeout, nor than the deadline', async () => {
    upstream.handler = () => {};
    const short = clientOf(upstream.url, { timeoutMs: 40 });
    await expect(
      short.request({ method: 'GET', path: '/', context: context(), retry: 'safe' }),
    ).rejects.toMatchObject({
      status: 504,
      kind: 'gateway-timeout',
    });
    await expect(get('/', 'safe', context({ 'x-deadline-ms': '40' }))).rejects.toMatchObject({ status: 504 });
    await short.close();
  });

  it('follows a timeout that changes', async () => {
    upstream.handler = (_request, response) => setTimeout(() => response.end('{}'), 60);
    let timeoutMs = 1000;
    const following = clientOf(upstream.url, { timeoutMs: () => timeoutMs });
    const ask = () => following.request({ method: 'GET', path: '/', context: context(), retry: 'never' });
    expect((await ask()).status).toBe(200);
    timeoutMs = 20;
    await expect(ask()).rejects.toMatchObject({ status: 504 });
    await following.close();
  });

  it('refuses at once what is over its capacity', async () => {
    const held: (() => void)[] = [];
    upstream.handler = (_request, response) => held.push(() => response.end());
    const narrow = clientOf(upstream.url, { capacity: 2 });
    const call = () => narrow.request({ method: 'GET', path: '/', context: context(), retry: 'never' });
    const two = [call(), call()];
    await expect(call()).rejects.toMatchObject({ status: 503, kind: 'unavailable' });
    while (held.length < 2) await new Promise((resolve) => setImmediate(resolve));
    for (const release of held) release();
    expect((await Promise.all(two)).map(({ status }) => status)).toEqual([200, 200]);
    await narrow.close();
  });

  it('opens the circuit after many failures, and then does not even ask', async () => {
    upstream.handler = (request) => request.socket.destroy();
    for (let call = 0; call < 25; call++) await get('/', 'never').catch(() => {});
    const asked = upstream.requests;
    await expect(get('/', 'never')).rejects.toMatchObject({ status: 503, headers: { 'retry-after': '2' } });
    expect(upstream.requests).toBe(asked);
  });

  it('leaves the circuit closed when callers had no time to wait', async () => {
    const { handler } = upstream;
    upstream.handler = () => {};
    const hurry = Array.from({ length: 25 }, () => get('/', 'never', context({ 'x-deadline-ms': '5' })));
    expect((await Promise.allSettled(hurry)).every(({ status }) => status === 'rejected')).toBe(true);
    upstream.handler = handler;
    await expect(get()).resolves.toMatchObject({ status: 200 });
  });

  it('goes on with the fallback where there is one', async () => {
    await upstream.close();
    const answer = await client.requestOr(
      { method: 'GET', path: '/', context: context(), retry: 'never' },
      () => 'best sellers',
    );
    expect(answer).toBe('best sellers');
  });

  it('takes no answer over its limit, and none that is not whole', async () => {
    upstream.handler = (_request, response) => response.end('x'.repeat(2000));
    const small = clientOf(upstream.url, { answerLimit: 1000 });
    const call = () => small.request({ method: 'GET', path: '/', context: context(), retry: 'never' });
    await expect(call()).rejects.toMatchObject({ status: 502 });
    upstream.handler = (request, response) => {
      response.writeHead(200, { 'content-length': '500' });
      response.write('half', () => request.socket.destroy());
    };
    await expect(call()).rejects.toMatchObject({ status: 502 });
    await small.close();
  });

  it('hears that nothing listens', async () => {
    const sockets: Socket[] = [];
    const gone = createServer((socket) => sockets.push(socket));
    await new Promise<void>((resolve) => gone.listen(0, '127.0.0.1', resolve));
    const { port } = gone.address() as AddressInfo;
    await new Promise((resolve) => gone.close(resolve));
    const lost = clientOf(`http://127.0.0.1:${port}`);
    const call = lost.request({ method: 'POST', path: '/', body: '{}', context: context(), retry: 'safe' });
    await expect(call).rejects.toMatchObject({ status: 502 });
    await lost.close();
  });
});
