import { describe, expect, it } from '@jest/globals';
import { rawRequest } from './raw-request.ts';
import { withShop } from './with-shop.ts';

const { shop } = withShop();

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
