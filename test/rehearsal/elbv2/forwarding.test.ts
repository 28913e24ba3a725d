import { once } from 'node:events';
import { request as ask, type IncomingMessage, type RequestListener } from 'node:http';
import { afterEach, describe, expect, it } from '@jest/globals';
import { openPlayground, openShop, type Playground } from './playground.ts';
import { rawRequest } from './raw-request.ts';

let open: Playground | undefined;
afterEach(async () => {
  await open?.close();
  open = undefined;
});

async function shop(listener: RequestListener, options = {}) {
  const opened = await openShop(listener, options);
  open = opened.playground;
  return opened;
}

const echo: RequestListener = (request, response) => {
  response.setHeader('content-type', 'application/json');
  response.end(
    JSON.stringify({
      method: request.method,
      url: request.url,
      headers: request.headers,
      raw: request.rawHeaders,
    }),
  );
};

async function read(stream: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of stream) text += chunk;
  return text;
}

describe('a request through the balancer', () => {
  it('reaches the target with the headers ALB adds', async () => {
    const { playground } = await shop(echo);
    const answer = await fetch(`${playground.url}/a/b?c=d`, {
      headers: { 'x-forwarded-for': '10.1.1.1', 'x-forwarded-proto': 'gopher' },
    });
    const seen = (await answer.json()) as { url: string; headers: Record<string, string> };
    expect(seen.url).toBe('/a/b?c=d');
    expect(seen.headers).toMatchObject({
      host: `${playground.host}:9080`,
      'x-forwarded-for': '10.1.1.1, 127.0.0.1',
      'x-forwarded-proto': 'http',
      'x-forwarded-port': '9080',
      'x-amzn-trace-id': expect.stringMatching(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/),
    });
  });

  it('keeps the trace a client began and adds itself', async () => {
    const { playground } = await shop(echo);
    const answer = await fetch(playground.url, {
      headers: { 'x-amzn-trace-id': 'Self=1-0-0;Root=1-5-abc;Extra=x' },
    });
    const { headers } = (await answer.json()) as { headers: Record<string, string> };
    expect(headers['x-amzn-trace-id']).toMatch(/^Self=1-[0-9a-f]{8}-[0-9a-f]{24};Root=1-5-abc;Extra=x$/);
  });

  it('loses the headers of its own hop and those Connection names, but never its framing', async () => {
    const { playground } = await shop(echo);
    const answer = await rawRequest(
      playground.host,
      9080,
      'POST /x HTTP/1.1\r\nHost: a\r\nConnection: close, X-Secret, Content-Length\r\nX-Secret: 1\r\nTE: trailers\r\nKeep-Alive: 5\r\nProxy-Connection: x\r\nContent-Length: 2\r\n\r\nhi',
    );
    const { headers } = JSON.parse(answer.slice(answer.indexOf('\r\n\r\n'))) as {
      headers: Record<string, string>;
    };
    expect(headers).toMatchObject({ 'content-length': '2', connection: 'keep-alive' });
    expect(Object.keys(headers)).not.toEqual(expect.arrayContaining(['x-secret']));
    for (const name of ['x-secret', 'te', 'keep-alive', 'proxy-connection'])
      expect(headers).not.toHaveProperty(name);
  });

  it('drops header names ALB calls invalid only where the balancer says so', async () => {
    const bytes = 'GET / HTTP/1.1\r\nHost: a\r\nbad_name: 1\r\nConnection: close\r\n\r\n';
    const { playground } = await shop(echo);
    expect(await rawRequest(playground.host, 9080, bytes)).toContain('bad_name');
    await playground.close();
    const strict = await shop(echo, {
      attributes: [{ Key: 'routing.http.drop_invalid_header_fields.enabled', Value: 'true' }],
    });
    expect(await rawRequest(strict.playground.host, 9080, bytes)).not.toContain('bad_name');
  });

  it('brings status, repeated headers and body back, without the headers of the target’s hop', async () => {
    const { playground } = await shop((_, response) => {
      response.writeHead(418, [
        'Set-Cookie',
        'a=1',
        'Set-Cookie',
        'b=2',
        'Connection',
        'X-Hop',
        'X-Hop',
        '1',
        'X-End',
        '2',
      ]);
      response.end('short and stout');
    });
    const answer = await fetch(playground.url);
    expect(answer.status).toBe(418);
    expect(answer.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(answer.headers.get('x-hop')).toBeNull();
    expect(answer.headers.get('x-end')).toBe('2');
    expect(await answer.text()).toBe('short and stout');
  });

  it.each(['HEAD', 'OPTIONS', 'DELETE', 'PATCH'])('carries %s', async (method) => {
    const { playground } = await shop((request, response) => {
      response.setHeader('x-method', request.method ?? '');
      response.end(method === 'HEAD' ? undefined : 'ok');
    });
    expect((await fetch(playground.url, { method })).headers.get('x-method')).toBe(method);
  });

  it('carries large bodies both ways unchanged', async () => {
    const { playground } = await shop((request, response) => request.pipe(response));
    const body = Buffer.alloc(3_000_000, 'shoal');
    const answer = await fetch(playground.url, { method: 'POST', body });
    expect(Buffer.from(await answer.arrayBuffer()).equals(body)).toBe(true);
  });

  it('carries chunked bodies whose length nobody knows', async () => {
    const { playground } = await shop((request, response) => request.pipe(response));
    const chunks = ['one ', 'two ', 'three'];
    const body = new ReadableStream({
      pull(controller) {
        const chunk = chunks.shift();
        if (chunk === undefined) controller.close();
        else controller.enqueue(new TextEncoder().encode(chunk));
      },
    });
    const answer = await fetch(playground.url, { method: 'POST', body, duplex: 'half' } as RequestInit);
    expect(await answer.text()).toBe('one two three');
  });

  it('passes each piece on as it comes, in both directions', async () => {
    const { playground } = await shop((request, response) => {
      response.flushHeaders();
      request.on('data', (chunk) => response.write(`<${chunk}>`));
      request.on('end', () => response.end());
    });
    const request = ask(playground.url, { method: 'POST' });
    request.write('a');
    const [answer] = (await once(request, 'response')) as [IncomingMessage];
    answer.setEncoding('utf8');
    expect(await once(answer, 'data')).toEqual(['<a>']);
    for (const piece of ['b', 'c']) {
      request.write(piece);
      expect(await once(answer, 'data')).toEqual([`<${piece}>`]);
    }
    request.end();
    await once(answer, 'end');
  });

  it('holds a fast target back while the client does not read', async () => {
    let written = 0;
    const { playground } = await shop((_, response) => {
      const chunk = Buffer.alloc(65_536);
      const push = () => {
        while (written < 400 * chunk.length && !response.destroyed) {
          written += chunk.length;
          if (!response.write(chunk)) return void response.once('drain', push);
        }
        response.end();
      };
      push();
    });
    const request = ask(playground.url).end();
    const [answer] = (await once(request, 'response')) as [IncomingMessage];
    let last = -1;
    while (last !== written) {
      last = written;
      await new Promise((resolve) => setTimeout(resolve, 60));
    }
    expect(written).toBeLessThan(300 * 65_536);
    let received = 0;
    for await (const chunk of answer) received += (chunk as Buffer).length;
    expect(received).toBe(400 * 65_536);
  });

  it('gets an answer that comes before its body is sent', async () => {
    const { playground } = await shop((_, response) => {
      response.writeHead(413, { connection: 'close' });
      response.end('too much');
    });
    const request = ask(playground.url, { method: 'POST', headers: { 'content-length': 10_000_000 } });
    request.on('error', () => undefined);
    request.write(Buffer.alloc(100_000));
    const [answer] = (await once(request, 'response')) as [IncomingMessage];
    expect(answer.statusCode).toBe(413);
    expect(await read(answer)).toBe('too much');
    request.destroy();
  });

  it('ends at the target when the client leaves', async () => {
    let left: () => void = () => undefined;
    const gone = new Promise<void>((resolve) => {
      left = resolve;
    });
    let arrived: () => void = () => undefined;
    const there = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const { playground } = await shop((request) => {
      arrived();
      request.on('close', () => left());
    });
    const request = ask(playground.url).end();
    request.on('error', () => undefined);
    await there;
    request.destroy();
    await expect(gone).resolves.toBeUndefined();
  });

  it('uses a connection to a target again', async () => {
    const ports = new Set<number | undefined>();
    const { playground } = await shop((request, response) => {
      ports.add(request.socket.remotePort);
      response.end('x');
    });
    for (let count = 0; count < 5; count += 1) await (await fetch(playground.url)).text();
    expect(ports.size).toBe(1);
  });
});

describe('a target that fails', () => {
  it('gives 502 when it breaks the connection before its answer', async () => {
    const { playground, blue } = await shop((request) => request.socket.destroy());
    const answer = await fetch(playground.url);
    expect(answer.status).toBe(502);
    expect(answer.headers.get('server')).toBe('awselb/2.0');
    expect(playground.plane.traffic.targetGroups().get(blue)).toMatchObject({
      ownAnswersByStatus: { 502: 1 },
      targetConnectionErrors: 1,
    });
  });

  it('gives 502 at once when nobody listens', async () => {
    const { playground, target } = await shop(echo);
    target.server.closeAllConnections();
    await new Promise((resolve) => target.server.close(resolve));
    const began = performance.now();
    expect((await fetch(playground.url)).status).toBe(502);
    expect(performance.now() - began).toBeLessThan(1000);
  });

  it('breaks the client’s connection when half an answer is all there is', async () => {
    const { playground } = await shop((request, response) => {
      response.writeHead(200, { 'content-length': 10 });
      response.write('half', () => request.socket.destroy());
    });
    const answer = await fetch(playground.url);
    await expect(answer.text()).rejects.toThrow();
  });

  it('gives 502 for an answer that is no HTTP', async () => {
    const { playground } = await shop((request) =>
      request.socket.end('HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello'),
    );
    expect((await fetch(playground.url)).status).toBe(502);
  });

  it('gives 504 when it stays silent longer than the idle timeout', async () => {
    const { playground } = await shop(() => undefined, {
      attributes: [{ Key: 'idle_timeout.timeout_seconds', Value: '1' }],
    });
    expect((await fetch(playground.url)).status).toBe(504);
  });

  it('gives 503 when its group has nobody', async () => {
    const { playground, blue, target } = await shop(echo);
    await playground.plane.targets.deregister(blue, target);
    expect((await fetch(playground.url)).status).toBe(503);
  });
});

describe('a request that two servers could read differently', () => {
  it.each([
    ['two content lengths', 'Content-Length: 4\r\nContent-Length: 5\r\n'],
    ['a length and chunks', 'Content-Length: 4\r\nTransfer-Encoding: chunked\r\n'],
    ['chunks that are not last', 'Transfer-Encoding: chunked, identity\r\n'],
    ['a transfer coding nobody knows', 'Transfer-Encoding: xchunked\r\n'],
    ['a folded header', 'X-A: 1\r\n b\r\nTransfer-Encoding : chunked\r\n'],
    ['a length that is no number', 'Content-Length: +4\r\n'],
  ])('with %s is refused and reaches no target', async (_, headers) => {
    let reached = 0;
    const { playground } = await shop((__, response) => {
      reached += 1;
      response.end();
    });
    const answer = await rawRequest(
      playground.host,
      9080,
      `POST / HTTP/1.1\r\nHost: a\r\n${headers}\r\n0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer.match(/HTTP\/1\.1 /g)).toHaveLength(1);
    expect(reached).toBe(0);
  });

  it('keeps pipelined requests apart', async () => {
    const { playground } = await shop((request, response) =>
      response.end(`[${request.method} ${request.url}]`),
    );
    const answer = await rawRequest(
      playground.host,
      9080,
      'POST /1 HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n',
    );
    expect(answer.match(/\[.*?\]/g)).toEqual(['[POST /1]', '[GET /2]']);
  });
});

describe('answers of the balancer’s own', () => {
  it('refuses TRACE, a target that is no path and a request for no host', async () => {
    const { playground } = await shop(echo);
    const head = (line: string) =>
      rawRequest(playground.host, 9080, `${line} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`);
    expect(await rawRequest(playground.host, 9080, 'GET / HTTP/1.1\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /);
    expect(await head('TRACE /')).toMatch(/^HTTP\/1\.1 405 /);
    expect(await head('OPTIONS *')).toMatch(/^HTTP\/1\.1 400 /);
    expect(await head(`GET /${'x'.repeat(20_000)}`)).toMatch(/^HTTP\/1\.1 414 /);
  });

  it('redirects with what the request and this machine’s ports fill in', async () => {
    open = await openPlayground();
    await open.listen({
      DefaultActions: [
        { Type: 'redirect', RedirectConfig: { Protocol: 'HTTPS', Port: '443', StatusCode: 'HTTP_301' } },
      ],
    });
    const answer = await fetch(`${open.url}/a/b?c=d`, { redirect: 'manual' });
    expect(answer.status).toBe(301);
    expect(answer.headers.get('location')).toBe(`https://${open.host}:21443/a/b?c=d`);
  });

  it('answers with the fixed response of a listener’s default', async () => {
    open = await openPlayground();
    const FixedResponseConfig = {
      StatusCode: '404',
      ContentType: 'application/json',
      MessageBody: '{"a":1}',
    };
    await open.listen({ DefaultActions: [{ Type: 'fixed-response', FixedResponseConfig }] });
    const answer = await fetch(open.url, { method: 'POST', body: 'x'.repeat(200_000) });
    expect([answer.status, answer.headers.get('content-type'), await answer.json()]).toEqual([
      404,
      'application/json',
      { a: 1 },
    ]);
  });
});
