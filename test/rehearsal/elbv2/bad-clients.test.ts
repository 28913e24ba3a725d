import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { openShop, type Playground } from './playground.ts';
import { rawRequest } from './raw-request.ts';

let playground: Playground;
let atTarget = 0;
beforeAll(async () => {
  const attributes = [{ Key: 'idle_timeout.timeout_seconds', Value: '1' }];
  const shop = await openShop(
    (request, response) => {
      atTarget += 1;
      request.resume();
      request.on('end', () => response.end('fine'));
    },
    { attributes },
  );
  playground = shop.playground;
});
afterAll(() => playground.close());

async function isWell(): Promise<boolean> {
  return (await (await fetch(playground.url)).text()) === 'fine';
}

/** Sends bytes and leaves without a goodbye. */
function sendAndLeave(bytes: string): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(9080, playground.host, () =>
      socket.write(bytes, 'latin1', () => socket.resetAndDestroy()),
    );
    socket.on('error', () => undefined);
    socket.on('close', () => resolve());
  });
}

describe('a client that misbehaves', () => {
  it('gets no 5xx for garbage and leaves the balancer well', async () => {
    const line = fc.oneof(
      fc.string({ maxLength: 40 }),
      fc.constantFrom(
        'GET / HTTP/1.1',
        'POST /x HTTP/1.1',
        'Host: a',
        'Content-Length: 3',
        'Transfer-Encoding: chunked',
        'Connection: close',
        '',
      ),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 8 }), async (lines) => {
        // A whole request that ends the connection comes last, so that every run has an end.
        const answer = await rawRequest(playground.host, 9080, `${lines.join('\r\n')}\r\n\r\n\0\r\n\r\n`);
        expect(answer).not.toMatch(/^HTTP\/1\.1 5/);
      }),
      { numRuns: 60 },
    );
    expect(await isWell()).toBe(true);
  });

  it('may leave at any moment', async () => {
    const request = `POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n${'x'.repeat(70_000)}`;
    for (const length of [1, 20, 56, 57, 1000, request.length]) await sendAndLeave(request.slice(0, length));
    await sendAndLeave('GET / HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n');
    await sendAndLeave('GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
    expect(await isWell()).toBe(true);
  });

  it('gets 408 when it stops sending a small body, a large one, or chunks', async () => {
    const unfinished = [
      'Content-Length: 10\r\n\r\nx',
      'Content-Length: 1000000\r\n\r\nx',
      'Transfer-Encoding: chunked\r\n\r\n1\r\nx\r\n',
    ];
    const send = (rest: string) => rawRequest(playground.host, 9080, `POST / HTTP/1.1\r\nHost: a\r\n${rest}`);
    const answers = await Promise.all(unfinished.map(send));
    expect(answers.map((answer) => answer.slice(0, 12))).toEqual(unfinished.map(() => 'HTTP/1.1 408'));
  });

  it('gets 400 for more headers than ALB takes', async () => {
    const before = atTarget;
    const flood = Array.from({ length: 5000 }, (_, at) => `X-Flood-${at}: ${'x'.repeat(20)}`).join('\r\n');
    expect(await rawRequest(playground.host, 9080, `GET / HTTP/1.1\r\nHost: a\r\n${flood}\r\n\r\n`)).toMatch(
      /^HTTP\/1\.1 400 /,
    );
    expect(atTarget).toBe(before);
  });

  it('is told by the target itself what is too much for the target alone', async () => {
    const many = Array.from({ length: 2500 }, (_, at) => `X-${at}: 1`).join('\r\n');
    const answer = await rawRequest(
      playground.host,
      9080,
      `GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n${many}\r\nContent-Length: 0\r\n\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 431 /);
  });
});
