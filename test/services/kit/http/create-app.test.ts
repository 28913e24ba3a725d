import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createSampleApp, type SampleApp } from '../support/sample-app.ts';
import { type StartedApp, startApp } from '../support/start-app.ts';

let sample: SampleApp;
let started: StartedApp;

beforeAll(async () => {
  sample = createSampleApp();
  started = await startApp(sample.app);
});
afterAll(() => started.close());

async function send(path: string, init: RequestInit = {}) {
  const response = await fetch(`${started.url}${path}`, init);
  const text = await response.text();
  return { response, status: response.status, text, body: text === '' ? undefined : JSON.parse(text) };
}

function post(body: string, headers: Record<string, string> = { 'content-type': 'application/json' }) {
  return send('/v1/boats', { method: 'POST', body, headers });
}

describe('an app', () => {
  it('converts the texts of a path and a query as their schemas say', async () => {
    expect((await send('/v1/boats/7')).body).toMatchObject({ id: 7 });
    expect((await send('/v1/boats?limit=5&tag=a&tag=b')).body).toEqual({ limit: 5, tag: ['a', 'b'] });
    expect((await send('/v1/boats?tag=a')).body).toEqual({ tag: ['a'] });
  });

  it('refuses a request that wants a body and has none, at once', async () => {
    const none = { method: 'POST', headers: { 'content-type': 'application/json', 'content-length': '0' } };
    expect((await send('/v1/boats', none)).status).toBe(400);
  });

  it('answers an unknown path with a 404 problem that leads to the log', async () => {
    const { status, response, body } = await send('/v1/ships?secret=1');
    expect(status).toBe(404);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(body).toEqual({
      type: 'urn:shoal:problem:not-found',
      title: 'There is nothing here',
      status: 404,
      detail: 'nothing is at /v1/ships',
      instance: '/v1/ships',
      traceId: expect.stringMatching(/^[0-9a-f]{32}$/),
    });
  });

  it('answers a wrong method with 405 and what is allowed', async () => {
    const { status, response } = await send('/v1/boats', { method: 'PATCH' });
    expect(status).toBe(405);
    expect(response.headers.get('allow')).toBe('GET, HEAD, POST, OPTIONS');
  });

  it('answers HEAD as GET without a body, and OPTIONS with what is allowed', async () => {
    const head = await send('/v1/boats/7', { method: 'HEAD' });
    expect([head.status, head.text]).toEqual([200, '']);
    const options = await send('/v1/boats/7', { method: 'OPTIONS' });
    expect([options.status, options.response.headers.get('allow')]).toEqual([
      204,
      'GET, HEAD, DELETE, OPTIONS',
    ]);
  });

  it('names every field of a body that is wrong, without repeating what came', async () => {
    const { status, text, body } = await post(
      JSON.stringify({ name: 4711471147, size: 'huge', x: 1, tags: ['a', 5] }),
    );
    expect(status).toBe(422);
    expect(body.errors).toEqual([
      { pointer: '/x', detail: 'is not known here', received: 'number' },
      { pointer: '/name', detail: 'must be string', received: 'number', allowed: 'string' },
      {
        pointer: '/size',
        detail: 'is not one of the allowed values',
        received: 'string',
        allowed: ['small', 'large'],
      },
      { pointer: '/tags/1', detail: 'must be string', received: 'number', allowed: 'string' },
    ]);
    expect(text).not.toContain('4711471147');
    expect(text).not.toContain('huge');
  });

  it('names what is missing', async () => {
    expect((await post('{"name":"Kon-Tiki"}')).body.errors).toEqual([
      { pointer: '/size', detail: 'is missing', received: 'nothing' },
    ]);
  });

  it('says where a body stops being JSON', async () => {
    const { status, body } = await post('{"name": "Kon-Tiki",}');
    expect(status).toBe(400);
    expect(body.detail).toBe('the body is not JSON: syntax error at position 20');
  });

  it.each([
    ['another type', { 'content-type': 'text/plain' }],
    ['no type', {}],
    ['another character set', { 'content-type': 'application/json; charset=latin1' }],
    ['a compressed body', { 'content-type': 'application/json', 'content-encoding': 'gzip' }],
  ])('refuses %s with 415', async (_what, headers: Record<string, string>) => {
    const { status, response } = await send('/v1/boats', {
      method: 'POST',
      body: Buffer.from('{}'),
      headers,
    });
    expect(status).toBe(415);
    expect(response.headers.get('accept')).toBe('application/json');
  });

  it('takes JSON by its other names', async () => {
    const body = '{"name":"Kon-Tiki","size":"small"}';
    expect((await post(body, { 'content-type': 'application/json; charset=UTF-8' })).status).toBe(201);
    expect((await post(body, { 'content-type': 'application/merge-patch+json' })).status).toBe(201);
  });

  it('tells nothing of an error but the trace id, and logs it under that', async () => {
    const { status, text, body } = await send('/v1/broken');
    expect(status).toBe(500);
    expect(text).not.toMatch(/secret|hunter2|at .*\.ts/);
    const line = sample.recorded.lines.find(
      ({ traceId, level }) => traceId === body.traceId && level === 'error',
    );
    expect(line).toMatchObject({ message: 'an operation failed', route: '/v1/broken' });
    expect(JSON.stringify(line)).toContain('sample-app.ts');
    expect(JSON.stringify(line)).not.toContain('hunter2');
  });

  it('goes on with the trace of the caller, as its child', async () => {
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const { body } = await send('/v1/boats/7', { headers: { traceparent } });
    expect(body.traceparent).toMatch(/^00-0af7651916cd43dd8448eb211c80319c-[0-9a-f]{16}-01$/);
    expect(body.traceparent).not.toBe(traceparent);
  });

  it('lets in who may, and nobody else', async () => {
    const as = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });
    const scrap = (init: RequestInit) => send('/v1/boats/7', { method: 'DELETE', ...init });
    expect((await send('/v1/me')).status).toBe(401);
    expect((await send('/v1/me', as(sample.signer.token()))).body).toEqual({ subject: 'user-1' });
    expect((await scrap({})).response.headers.get('www-authenticate')).toBe('Bearer');
    expect((await scrap(as(sample.signer.token({ roles: ['customer'] })))).status).toBe(403);
    expect((await scrap(as(sample.signer.token({ roles: ['staff'] })))).status).toBe(204);
  });

  it('refuses a bad token even where none is needed', async () => {
    const { status, response } = await send('/v1/boats', { headers: { authorization: 'Bearer a.b.c' } });
    expect(status).toBe(401);
    expect(response.headers.get('www-authenticate')).toBe('Bearer error="invalid_token"');
  });

  it('writes one access-log line a request, with the route and not the path', async () => {
    const { body } = await send('/v1/boats/4711471147?tag=x');
    expect(body.id).toBe(4711471147);
    const lines = sample.recorded.lines.filter(
      ({ message, route }) => message === 'request' && route === '/v1/boats/:id',
    );
    expect(lines.at(-1)).toMatchObject({ service: 'sample', method: 'GET', correlation: expect.any(String) });
    expect(JSON.stringify(lines)).not.toContain('4711471147');
  });

  it('runs guards before operations, and not before health', async () => {
    const seen: string[] = [];
    const guarded = await startApp(
      createSampleApp({
        guards: [
          (request, response) => {
            seen.push(request.url);
            if (request.url === '/v1/boats/1') response.writeHead(204).end();
          },
        ],
      }).app,
    );
    expect((await fetch(`${guarded.url}/health/ready`)).status).toBe(200);
    expect((await fetch(`${guarded.url}/v1/boats/1`)).status).toBe(204);
    expect((await fetch(`${guarded.url}/v1/boats/2`)).status).toBe(200);
    expect(seen).toEqual(['/v1/boats/1', '/v1/boats/2']);
    await guarded.close();
  });
});
