import { once } from 'node:events';
import { request as ask, type IncomingMessage } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import { rawRequest } from './raw-request.ts';
import { echo, withShop } from './with-shop.ts';

const { shop } = withShop();

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

  it('may wait to be told to continue', async () => {
    const { playground } = await shop((request, response) => request.pipe(response));
    const request = ask(playground.url, {
      method: 'POST',
      headers: { expect: '100-continue', 'content-length': 5 },
    });
    request.flushHeaders();
    await once(request, 'continue');
    request.end('hello');
    const [answer] = (await once(request, 'response')) as [IncomingMessage];
    expect(await read(answer)).toBe('hello');
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
