import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { rawRequest } from '../support/raw-request.ts';
import { createSampleApp } from '../support/sample-app.ts';
import { type StartedApp, startApp } from '../support/start-app.ts';

let started: StartedApp;

beforeAll(async () => {
  started = await startApp(createSampleApp().app);
});
afterAll(() => started.close());
afterEach(async () => {
  expect((await fetch(`${started.url}/health/ready`)).status).toBe(200);
});

interface Refusal {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

function expectProblem({ status, headers, body }: Refusal, allowed: readonly number[]): void {
  expect(allowed).toContain(status);
  expect(headers['content-type']).toBe('application/problem+json');
  const problem = JSON.parse(body);
  expect(problem).toMatchObject({
    status,
    type: expect.any(String),
    title: expect.any(String),
    detail: expect.any(String),
  });
  expect(problem.traceId).toMatch(/^[0-9a-f]{32}$/);
  expect(body).not.toMatch(/node_modules|\.ts:|\n\s+at /);
}

function post(body: string | Buffer, headers = 'content-type: application/json') {
  const bytes = Buffer.from(body);
  const head = `POST /v1/boats HTTP/1.1\r\nhost: a\r\n${headers}\r\ncontent-length: ${bytes.length}\r\n\r\n`;
  return rawRequest(started.port, Buffer.concat([Buffer.from(head), bytes]));
}

const runs = { numRuns: 40 };

describe('bad input ends in a problem', () => {
  it('for any JSON that is not what the schema wants', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue({ maxDepth: 4 }), async (value) => {
        const json = JSON.stringify(value);
        expectProblem(await post(json), json.length > 1024 ? [413] : [400, 422]);
      }),
      runs,
    );
  });

  it('for any text that is not JSON', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async (text) => {
        expectProblem(await post(`{${text}`), [400, 413, 422]);
      }),
      runs,
    );
  });

  it('for any bytes that are not UTF-8', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        const body = Buffer.concat([Buffer.from('{"name":"'), bytes, Buffer.from([0xff]), Buffer.from('"}')]);
        expectProblem(await post(body), [400]);
      }),
      runs,
    );
  });

  it('for percent signs in a path or query that are not UTF-8', async () => {
    for (const target of [
      '/v1/boats/%ff',
      '/v1/boats/%',
      '/v1/boats?tag=%c3%28',
      '/v1/boats?%ff=1',
      '/%2e%ff',
    ]) {
      const answer = await rawRequest(started.port, `GET ${target} HTTP/1.1\r\nhost: a\r\n\r\n`);
      expectProblem(answer, target.startsWith('/v1') ? [400] : [404]);
    }
  });

  it('for any path and method that is not known', async () => {
    const methods = fc.constantFrom('GET', 'PUT', 'PATCH', 'DELETE', 'TRACE', 'PROPFIND', 'POST');
    const path = fc.webPath().filter((text) => text !== '' && !/^\/v1|^\/health/.test(text));
    await fc.assert(
      fc.asyncProperty(methods, path, async (method, target) => {
        const answer = await rawRequest(started.port, `${method} ${target} HTTP/1.1\r\nhost: a\r\n\r\n`);
        expectProblem(answer, [400, 404]);
      }),
      runs,
    );
  });

  it('for any query', async () => {
    await fc.assert(
      fc.asyncProperty(fc.webQueryParameters(), async (query) => {
        const answer = await rawRequest(started.port, `GET /v1/boats/x?${query} HTTP/1.1\r\nhost: a\r\n\r\n`);
        expectProblem(answer, [400]);
      }),
      runs,
    );
  });

  it('for any token', async () => {
    const part = fc.base64String({ maxLength: 40 });
    const token = fc.oneof(
      part,
      fc.tuple(part, part, part).map((parts) => parts.join('.')),
      fc.jsonValue().map((value) => `${Buffer.from(JSON.stringify(value)).toString('base64url')}.e30.AAAA`),
      fc.stringMatching(/^[!-~]{0,50}$/),
    );
    await fc.assert(
      fc.asyncProperty(token, fc.constantFrom('Bearer ', 'bearer ', 'Basic ', ''), async (text, scheme) => {
        const head = `GET /v1/me HTTP/1.1\r\nhost: a\r\nauthorization: ${scheme}${text}\r\n\r\n`;
        expectProblem(await rawRequest(started.port, head), [401]);
      }),
      runs,
    );
  });

  it('for a body over the limit, declared or found out', async () => {
    const huge = 'x'.repeat(200_000);
    expectProblem(await post(huge), [413]);
    const chunk = `${huge.length.toString(16)}\r\n${huge}\r\n`;
    const head =
      'POST /v1/boats HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n';
    expectProblem(await rawRequest(started.port, head + chunk + chunk), [413]);
    const declared =
      'POST /v1/boats HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 99999999999\r\n\r\n{';
    expectProblem(await rawRequest(started.port, declared), [413]);
  });

  it('for a body on a path that is not there', async () => {
    const head = 'POST /nowhere HTTP/1.1\r\nhost: a\r\ncontent-length: 100000\r\n\r\n';
    expectProblem(await rawRequest(started.port, `${head}${'x'.repeat(50_000)}`), [404]);
  });

  it('for a flood of headers', async () => {
    const wide = `GET / HTTP/1.1\r\nhost: a\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`;
    const many = `GET / HTTP/1.1\r\nhost: a\r\n${'x: y\r\n'.repeat(5_000)}\r\n`;
    const longPath = `GET /${'y'.repeat(20_000)} HTTP/1.1\r\nhost: a\r\n\r\n`;
    for (const flood of [wide, many, longPath]) expectProblem(await rawRequest(started.port, flood), [431]);
  });

  it.each([
    ['garbage', 'GARBAGE\r\n\r\n'],
    ['a bad method', 'GEX /v1/boats HTTP/1.1\r\nhost: a\r\n\r\n'],
    ['no host', 'GET /v1/boats HTTP/1.1\r\n\r\n'],
    ['two lengths', 'POST /v1/boats HTTP/1.1\r\nhost: a\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\n{}'],
    [
      'a length and chunks',
      'POST /v1/boats HTTP/1.1\r\nhost: a\r\ncontent-length: 2\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    ['an unknown framing', 'POST /v1/boats HTTP/1.1\r\nhost: a\r\ntransfer-encoding: gzip\r\n\r\n{}'],
    ['a negative length', 'POST /v1/boats HTTP/1.1\r\nhost: a\r\ncontent-length: -1\r\n\r\n'],
    ['a folded header', 'GET /v1/boats HTTP/1.1\r\nhost: a\r\nx: 1\r\n folded\r\n\r\n'],
    [
      'a header with a space before the colon',
      'POST /v1/boats HTTP/1.1\r\nhost: a\r\ncontent-length : 2\r\n\r\n{}',
    ],
  ])('for what is not HTTP: %s', async (_what, bytes) => {
    expectProblem(await rawRequest(started.port, bytes), [400]);
  });

  it('for an expectation that nobody meets', async () => {
    const head = 'POST /v1/boats HTTP/1.1\r\nhost: a\r\nexpect: miracles\r\ncontent-length: 2\r\n\r\n{}';
    expectProblem(await rawRequest(started.port, head), [417]);
  });

  it('for nesting that would overflow a stack, and for keys that would change a prototype', async () => {
    expectProblem(await post(`${'['.repeat(500)}${']'.repeat(500)}`), [400]);
    expectProblem(await post('{"__proto__":{"admin":true}}'), [400]);
    expectProblem(await post('{"\\u005f_proto__":{"admin":true}}'), [400]);
  });
});
