import { describe, expect, it } from '@jest/globals';
import { rawRequest } from './raw-request.ts';
import { echo, withShop } from './with-shop.ts';

const { shop, playground } = withShop();

describe('answers of the balancer’s own', () => {
  it('refuses TRACE, a target that is no path and a request for no host', async () => {
    const opened = (await shop(echo)).playground;
    const head = (line: string) =>
      rawRequest(opened.host, 9080, `${line} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`);
    expect(await rawRequest(opened.host, 9080, 'GET / HTTP/1.1\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /);
    expect(await head('TRACE /')).toMatch(/^HTTP\/1\.1 405 /);
    expect(await head('OPTIONS *')).toMatch(/^HTTP\/1\.1 400 /);
    expect(await head(`GET /${'x'.repeat(20_000)}`)).toMatch(/^HTTP\/1\.1 414 /);
  });

  it('redirects with what the request and this machine’s ports fill in', async () => {
    const open = await playground();
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
    const open = await playground();
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
