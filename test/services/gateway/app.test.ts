import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { rawRequest } from '../kit/support/raw-request.ts';
import { type StartedUpstream, startUpstream, type UpstreamHandler } from '../kit/support/start-upstream.ts';
import { type StartedGateway, startGateway } from './support/start-gateway.ts';

let catalog: StartedUpstream;
let gateway: StartedGateway;

const echo: UpstreamHandler = async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  response.writeHead(200, { 'content-type': 'application/json', etag: '"7"', server: 'hidden' });
  const { method, url, headers } = request;
  response.end(JSON.stringify({ method, url, headers, length: Buffer.concat(chunks).length }));
};

beforeEach(async () => {
  catalog = await startUpstream(echo);
  gateway = await startGateway(catalog.url);
});
afterEach(async () => {
  await gateway.close();
  await catalog.close();
});

async function send(path: string, init: RequestInit = {}) {
  const response = await fetch(`${gateway.url}${path}`, init);
  const text = await response.text();
  return {
    response,
    status: response.status,
    text,
    body: text.startsWith('{') ? JSON.parse(text) : undefined,
  };
}

describe('the gateway', () => {
  it('passes a request on as it came, and the answer back', async () => {
    const { status, body, response } = await send('/v1/products/7?limit=1&q=%C3%A4', {
      method: 'PUT',
      headers: { 'content-type': 'application/json', 'if-match': '"6"' },
      body: '{"name":"x"}',
    });
    expect(body).toMatchObject({ method: 'PUT', url: '/v1/products/7?limit=1&q=%C3%A4', length: 12 });
    expect(body.headers).toMatchObject({
      'if-match': '"6"',
      'content-length': '12',
      'x-forwarded-for': '127.0.0.1',
    });
    expect([status, response.headers.get('etag'), response.headers.get('server')]).toEqual([
      200,
      '"7"',
      null,
    ]);
  });

  it('passes a chunked body on as it arrives', async () => {
    const firstPart = Promise.withResolvers<string>();
    catalog.handler = (request, response) => {
      request.once('data', (chunk: Buffer) => firstPart.resolve(chunk.toString()));
      request.on('end', () => response.end('{"ok":true}'));
    };
    const upload = httpRequest(`${gateway.url}/v1/products`, { method: 'POST' });
    upload.write('first');
    expect(await firstPart.promise).toBe('first');
    upload.end('second');
    const [response] = await once(upload, 'response');
    expect(response.statusCode).toBe(200);
    response.resume();
  });

  it('passes an answer on as it arrives', async () => {
    const rest = Promise.withResolvers<void>();
    catalog.handler = async (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write('one\n');
      await rest.promise;
      response.end('two\n');
    };
    const response = await fetch(`${gateway.url}/v1/products/feed`);
    const reader = response.body?.getReader();
    expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe('one\n');
    rest.resolve();
    expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe('two\n');
    await reader?.cancel();
  });

  it('passes an answer on whole, whether its length is known beforehand or not', async () => {
    const text = 'x'.repeat(200_000);
    catalog.handler = (_request, response) => response.end(text);
    expect((await send('/v1/products')).text).toBe(text);
    catalog.handler = (_request, response) => {
      response.writeHead(200, { 'content-length': '6' }).write('abc', () => response.end('def'));
    };
    expect((await send('/v1/products')).text).toBe('abcdef');
    catalog.handler = (_request, response) => {
      response.write(text);
      response.end(text);
    };
    expect((await send('/v1/products')).text).toBe(text + text);
    catalog.handler = (_request, response) => response.writeHead(200, { 'content-length': '0' }).end();
    expect((await send('/v1/products')).text).toBe('');
  });

  it('verifies tokens once, and passes those on that hold', async () => {
    const token = gateway.signer.token({ roles: ['staff'] });
    const { body } = await send('/v1/products', { headers: { authorization: `Bearer ${token}` } });
    expect(body.headers.authorization).toBe(`Bearer ${token}`);
    const refused = await send('/v1/products', { headers: { authorization: `Bearer ${token}x` } });
    expect([refused.status, catalog.requests]).toEqual([401, 1]);
  });

  it('tells where nothing is, and which methods it passes on', async () => {
    expect((await send('/v1/ships')).status).toBe(404);
    expect((await send('/v1/productsx')).status).toBe(404);
    const trace = await rawRequest(gateway.port, 'TRACE /v1/products HTTP/1.1\r\nhost: a\r\n\r\n');
    expect([trace.status, trace.headers.allow]).toEqual([405, 'GET, HEAD, POST, PUT, PATCH, DELETE']);
    expect(catalog.requests).toBe(0);
  });

  it('passes the service’s own refusals on as they are', async () => {
    catalog.handler = (_request, response) =>
      response
        .writeHead(503, { 'content-type': 'application/problem+json', 'retry-after': '9' })
        .end('{"status":503}');
    const { status, text, response } = await send('/v1/products');
    expect([status, text, response.headers.get('retry-after'), catalog.requests]).toEqual([
      503,
      '{"status":503}',
      '9',
      1,
    ]);
  });

  it('loses no safe request to a task that dies', async () => {
    let failures = 2;
    catalog.handler = (request, response) => {
      if (failures-- > 0) request.socket.destroy();
      else void echo(request, response);
    };
    expect((await send('/v1/products')).status).toBe(200);
    expect(catalog.requests).toBe(3);
  });

  it('asks no service twice to change something', async () => {
    catalog.handler = (request) => request.socket.destroy();
    const { status, body, response } = await send('/v1/products', { method: 'POST', body: '{}' });
    expect([status, body.type, response.headers.get('retry-after')]).toEqual([
      502,
      'urn:shoal:problem:bad-gateway',
      '1',
    ]);
    expect(catalog.requests).toBe(1);
  });

  it('breaks an answer off that the service breaks off, instead of making it look whole', async () => {
    catalog.handler = (request, response) => {
      response.writeHead(200, { 'content-type': 'text/plain' });
      response.write('half', () => request.socket.destroy());
    };
    await expect(send('/v1/products')).rejects.toThrow();
    expect(catalog.requests).toBe(1);
  });

  it('tells that the service takes too long', async () => {
    catalog.handler = () => {};
    const { status, body } = await send('/v1/products', { headers: { 'x-deadline-ms': '50' } });
    expect([status, body.detail]).toEqual([504, 'catalog did not answer in time']);
  });

  it('lets go of the service when the client is gone', async () => {
    const reached = Promise.withResolvers<void>();
    const left = Promise.withResolvers<void>();
    catalog.handler = (request) => {
      reached.resolve();
      request.socket.once('close', () => left.resolve());
    };
    const leaving = new AbortController();
    const asking = fetch(`${gateway.url}/v1/products`, { signal: leaving.signal }).catch(() => 'left');
    await reached.promise;
    leaving.abort();
    await left.promise;
    expect(await asking).toBe('left');
  });

  it('takes no body over its limit, declared or found out, and the service hears of it', async () => {
    const reached = Promise.withResolvers<void>();
    const broken = Promise.withResolvers<void>();
    catalog.handler = (request) => {
      request.once('data', () => reached.resolve()).resume();
      request.once('error', () => broken.resolve());
    };
    const declared = `POST /v1/products HTTP/1.1\r\nhost: a\r\ncontent-length: 8193\r\n\r\n`;
    expect((await rawRequest(gateway.port, declared)).status).toBe(413);
    expect(catalog.requests).toBe(0);
    const upload = httpRequest(`${gateway.url}/v1/products`, { method: 'POST' });
    upload.write('x'.repeat(8192));
    await reached.promise;
    upload.write('x');
    const [answer] = await once(upload, 'response');
    expect([answer.statusCode, answer.headers.connection]).toEqual([413, 'close']);
    upload.destroy();
    await broken.promise;
  });

  it('answers a client that is still sending when the service refuses early', async () => {
    catalog.handler = (_request, response) => {
      response.writeHead(403, { 'content-type': 'application/problem+json' }).end('{"status":403}');
    };
    const head = 'POST /v1/products HTTP/1.1\r\nhost: a\r\ncontent-length: 8000\r\n\r\n';
    const answer = await rawRequest(gateway.port, `${head}${'x'.repeat(1000)}`);
    expect([answer.status, answer.headers.connection]).toEqual([403, 'close']);
  });

  it('counts requests, tells how many are left, and refuses what is over', async () => {
    const strict = await startGateway(catalog.url, { rateLimit: { requests: 2, windowMs: 10_000 } });
    const answers = [];
    for (let request = 0; request < 3; request++) answers.push(await fetch(`${strict.url}/v1/products`));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 429]);
    expect(answers.map(({ headers }) => headers.get('ratelimit')?.slice(0, 13))).toEqual([
      '"default";r=1',
      '"default";r=0',
      '"default";r=0',
    ]);
    expect(answers[2]?.headers.get('ratelimit-policy')).toBe('"default";q=2;w=10');
    expect(answers[2]?.headers.get('retry-after')).toBe('5');
    expect(await answers[2]?.json()).toMatchObject({ 'violated-policies': ['default'] });
    const other = await fetch(`${strict.url}/v1/products`, { headers: { 'x-forwarded-for': '203.0.113.9' } });
    expect(other.status).toBe(200);
    const forger = await fetch(`${strict.url}/v1/products`, {
      headers: { 'x-forwarded-for': '1.2.3.4, 203.0.113.9' },
    });
    expect((await forger.text()) && forger.headers.get('ratelimit')).toContain('r=0');
    expect((await fetch(`${strict.url}/health/ready`)).status).toBe(200);
    await strict.close();
  });

  it('lets pages of allowed origins call it, and no others', async () => {
    const strict = await startGateway(catalog.url, { allowedOrigins: ['https://shop.example'] });
    const preflight = (origin: string) =>
      fetch(`${strict.url}/v1/products`, {
        method: 'OPTIONS',
        headers: {
          origin,
          'access-control-request-method': 'PUT',
          'access-control-request-headers': 'if-match',
        },
      });
    const allowed = await preflight('https://shop.example');
    expect([allowed.status, allowed.headers.get('access-control-allow-origin')]).toEqual([
      204,
      'https://shop.example',
    ]);
    expect(allowed.headers.get('access-control-allow-headers')).toBe('if-match');
    const other = await preflight('https://evil.example');
    expect([other.status, other.headers.get('access-control-allow-origin')]).toEqual([405, null]);
    await strict.close();
  });

  it('tells browsers that nothing here is a page', async () => {
    for (const path of ['/', '/v1/products', '/nothing']) {
      const { response } = await send(path);
      expect(response.headers.get('x-content-type-options')).toBe('nosniff');
      expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(response.headers.get('x-frame-options')).toBe('DENY');
      expect(response.headers.get('referrer-policy')).toBe('no-referrer');
      expect(response.headers.get('cross-origin-resource-policy')).toBe('same-origin');
    }
  });

  it('tells how long an answer may be kept where the service does not', async () => {
    expect((await send('/v1/products')).response.headers.get('cache-control')).toBe('no-cache');
    catalog.handler = (_request, response) => response.end('{}');
    expect((await send('/v1/products')).response.headers.get('cache-control')).toBe('no-store');
    catalog.handler = (_request, response) => response.setHeader('cache-control', 'max-age=9').end('{}');
    expect((await send('/v1/products')).response.headers.get('cache-control')).toBe('max-age=9');
  });

  it('says that an answer depends on the origin, beside what the service says', async () => {
    const strict = await startGateway(catalog.url, { allowedOrigins: ['https://shop.example'] });
    catalog.handler = (_request, response) => response.setHeader('vary', 'accept-language').end('{}');
    const answer = await fetch(`${strict.url}/v1/products`, { headers: { origin: 'https://shop.example' } });
    expect(answer.headers.get('vary')).toBe('origin, accept-language');
    expect((await fetch(`${strict.url}/`)).headers.get('vary')).toBe('origin, authorization');
    await strict.close();
  });

  it('lets no service speak for it to browsers', async () => {
    catalog.handler = (_request, response) => {
      const loose = { 'content-security-policy': '*', 'access-control-allow-origin': 'https://evil.example' };
      response.writeHead(200, { ...loose, 'strict-transport-security': 'max-age=0' }).end('{}');
    };
    const { headers } = (await send('/v1/products', { headers: { origin: 'https://shop.example' } }))
      .response;
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('access-control-allow-origin')).toBe('*');
    expect(headers.get('strict-transport-security')).toContain('31536000');
  });
});
