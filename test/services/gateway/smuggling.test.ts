import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { rawRequest } from '../kit/support/raw-request.ts';
import { type StartedUpstream, startUpstream } from '../kit/support/start-upstream.ts';
import { type StartedGateway, startGateway } from './support/start-gateway.ts';

let catalog: StartedUpstream;
let gateway: StartedGateway;
const seen: { readonly method: string; readonly url: string; readonly body: string }[] = [];

beforeAll(async () => {
  catalog = await startUpstream(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    seen.push({ method: request.method ?? '', url: request.url ?? '', body });
    response.end('{}');
  });
  gateway = await startGateway(catalog.url);
});
afterAll(async () => {
  await gateway.close();
  await catalog.close();
});

const inner = 'GET /v1/products/smuggled HTTP/1.1\r\nhost: a\r\n\r\n';

describe('a request in a request', () => {
  it.each([
    [
      'a length beside chunks',
      `POST /v1/products HTTP/1.1\r\nhost: a\r\ncontent-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n${inner}`,
    ],
    [
      'chunks named oddly',
      `POST /v1/products HTTP/1.1\r\nhost: a\r\ntransfer-encoding: xchunked\r\n\r\n0\r\n\r\n${inner}`,
    ],
    [
      'two framings',
      `POST /v1/products HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\ntransfer-encoding: identity\r\n\r\n0\r\n\r\n${inner}`,
    ],
    [
      'two lengths',
      `POST /v1/products HTTP/1.1\r\nhost: a\r\ncontent-length: 0\r\ncontent-length: ${inner.length}\r\n\r\n${inner}`,
    ],
    [
      'a length in another notation',
      `POST /v1/products HTTP/1.1\r\nhost: a\r\ncontent-length: +0\r\n\r\n${inner}`,
    ],
    [
      'a chunk length in another notation',
      `POST /v1/products HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n0x0\r\n\r\n${inner}`,
    ],
    ['a bare line feed', `POST /v1/products HTTP/1.1\nhost: a\ncontent-length: 0\n\n${inner}`],
    [
      'a body on a GET',
      `GET /v1/products HTTP/1.1\r\nhost: a\r\ncontent-length: ${inner.length}\r\n\r\n${inner}`,
    ],
    ['a whole address', `GET http://evil.example/v1/products HTTP/1.1\r\nhost: a\r\n\r\n`],
  ])('is not passed on: %s', async (_what, bytes) => {
    seen.length = 0;
    const { status } = await rawRequest(gateway.port, bytes);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(seen.filter(({ url }) => url.includes('smuggled') || url.includes('evil'))).toEqual([]);
  });

  it('stays a body, whatever its headers say of the connection', async () => {
    for (const connection of [
      'content-length',
      'transfer-encoding',
      'keep-alive, host',
      'upgrade, http2-settings',
    ]) {
      seen.length = 0;
      const head = `POST /v1/products HTTP/1.1\r\nhost: a\r\nconnection: ${connection}\r\nupgrade: h2c\r\ncontent-length: ${inner.length}\r\n\r\n`;
      expect((await rawRequest(gateway.port, head + inner)).status).toBe(200);
      expect(seen).toEqual([{ method: 'POST', url: '/v1/products', body: inner }]);
    }
  });

  it('reaches no service by a header, whatever is in it', async () => {
    const name = fc.stringMatching(/^[a-zA-Z][a-zA-Z-]{0,15}$/);
    const value = fc.stringMatching(/^[ -~\u0080-\u00ff]{0,30}$/);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(name, value), { maxLength: 8 }), async (headers) => {
        seen.length = 0;
        const lines = headers
          .filter(
            ([header]) =>
              !/^(?:host|content-length|transfer-encoding|expect|authorization|upgrade)$/i.test(header),
          )
          .map(([header, text]) => `${header}: ${text}\r\n`);
        const bytes = Buffer.from(
          `POST /v1/products HTTP/1.1\r\nhost: a\r\n${lines.join('')}content-length: 2\r\n\r\n{}`,
          'latin1',
        );
        expect((await rawRequest(gateway.port, bytes)).status).toBeLessThan(500);
        expect(seen.length).toBeLessThanOrEqual(1);
        expect(seen.every(({ body }) => body === '{}')).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  it('reaches no service by its path, whatever is in it', async () => {
    const target = fc.stringMatching(/^[!-~]{0,40}$/);
    await fc.assert(
      fc.asyncProperty(target, async (text) => {
        seen.length = 0;
        const { status } = await rawRequest(
          gateway.port,
          `GET /v1/products/${text} HTTP/1.1\r\nhost: a\r\n\r\n`,
        );
        expect(status).toBeLessThan(500);
        expect(seen.map(({ url }) => url)).toEqual(status === 200 ? [`/v1/products/${text}`] : []);
      }),
      { numRuns: 50 },
    );
  });
});
