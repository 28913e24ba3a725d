import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import Type from 'typebox';
import type { ApiDocument } from '../../../../services/gateway/api/api-document.ts';
import { json } from '../../../../services/kit/http/answer.ts';
import { operation } from '../../../../services/kit/http/operation.ts';
import { openapiDocument } from '../../../../services/kit/openapi/openapi-document.ts';
import { createFakeClock, type FakeClock } from '../../kit/support/fake-clock.ts';
import {
  type StartedUpstream,
  startUpstream,
  type UpstreamHandler,
} from '../../kit/support/start-upstream.ts';
import { gatewayBefore } from '../support/a-gateway-before.ts';
import type { StartedGateway } from '../support/start-gateway.ts';

const descriptionOf = (title: string, ...paths: readonly string[]): UpstreamHandler => {
  const operations = paths.map((path) =>
    operation({
      method: 'GET',
      path,
      summary: `What is at <${path}>`,
      access: 'anyone',
      answers: { 200: Type.Object({}) },
      handle: () => json(200, {}),
    }),
  );
  const text = JSON.stringify(
    openapiDocument({ title, description: '<script>alert(1)</script>', version: '1', operations }),
  );
  return (request, response) => {
    if (request.url !== '/openapi.json') response.writeHead(404).end();
    else response.setHeader('content-type', 'application/json').end(text);
  };
};
const away: UpstreamHandler = (request) => request.socket.destroy();

let clock: FakeClock;
let catalog: StartedUpstream;
let carts: StartedUpstream;
let gateway: StartedGateway;
beforeEach(async () => {
  clock = createFakeClock(1_000_000);
  catalog = await startUpstream(descriptionOf('Catalog', '/v2/products', '/v1/hidden'));
  carts = await startUpstream(descriptionOf('Carts', '/v1/carts'));
  gateway = await gatewayBefore({ catalog: catalog.url, carts: carts.url }, { clock });
});
afterEach(async () => {
  await gateway.close();
  await catalog.close();
  await carts.close();
});

async function api() {
  const response = await fetch(`${gateway.url}/openapi.json`);
  const body = (await response.json()) as ApiDocument;
  return { response, paths: Object.keys(body.paths), missing: body.info['x-missing'] };
}
/** Renewing goes on behind the answer: asks until it is seen. */
async function apiWith(wanted: (paths: readonly string[]) => boolean) {
  for (;;) {
    const seen = await api();
    if (wanted(seen.paths)) return seen;
  }
}

describe('the description of the whole API', () => {
  it('is made of what the services say of themselves', async () => {
    const { paths, missing, response } = await api();
    expect(paths).toEqual(['/', '/openapi.json', '/docs', '/v2/products', '/v1/carts']);
    expect(missing).toBeUndefined();
    const held = { headers: { 'if-none-match': response.headers.get('etag') ?? '' } };
    expect((await fetch(`${gateway.url}/openapi.json`, held)).status).toBe(304);
  });

  it('is asked for once a minute, however many read it', async () => {
    await Promise.all([api(), api(), api()]);
    await clock.advance(59_000);
    await api();
    expect([catalog.requests, carts.requests]).toEqual([1, 1]);
    catalog.handler = descriptionOf('Catalog', '/v2/products', '/v1/categories');
    await clock.advance(1_000);
    await apiWith((paths) => paths.includes('/v1/categories'));
    expect([catalog.requests, carts.requests]).toEqual([2, 2]);
  });

  it('says which service is missing, and has it a few seconds after that is back', async () => {
    carts.handler = away;
    const { paths, missing, response } = await api();
    expect([response.status, paths.includes('/v2/products'), missing]).toEqual([200, true, ['carts']]);
    carts.handler = descriptionOf('Carts', '/v1/carts');
    await clock.advance(5_000);
    expect((await apiWith((seen) => seen.includes('/v1/carts'))).missing).toBeUndefined();
  });

  it('keeps what it knew of a service that goes away', async () => {
    await api();
    const before = carts.requests;
    carts.handler = away;
    await clock.advance(60_000);
    await api();
    while (carts.requests === before) await api();
    expect(await api()).toMatchObject({ paths: expect.arrayContaining(['/v1/carts']), missing: undefined });
  });

  it.each<[string, UpstreamHandler]>([
    ['no JSON', (_request, response) => response.end('<html>')],
    [
      'no OpenAPI',
      (_request, response) => response.end('{"openapi":"3.1.0","info":{},"paths":{"/v1/carts":7}}'),
    ],
    ['another status', (_request, response) => response.writeHead(404).end('{}')],
    ['more than anybody reads', (_request, response) => response.end(' '.repeat(1_100_000))],
  ])('does without a service that answers %s', async (_what, handler) => {
    carts.handler = handler;
    expect((await api()).missing).toEqual(['carts']);
  });

  it('is nobody’s: no credentials are shown to a service for it', async () => {
    let seen: string | undefined = 'not asked';
    const answer = catalog.handler;
    catalog.handler = (request, response) => {
      seen = request.headers.authorization;
      return answer(request, response);
    };
    await fetch(`${gateway.url}/openapi.json`, {
      headers: { authorization: `Bearer ${gateway.signer.token()}` },
    });
    expect(seen).toBeUndefined();
  });
});

describe('the page', () => {
  const page = async () => {
    const response = await fetch(`${gateway.url}/docs`);
    return { response, text: await response.text() };
  };

  it('shows every operation of every service, with a form to send it', async () => {
    const { response, text } = await page();
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    for (const path of ['/', '/docs', '/v2/products', '/v1/carts']) {
      expect(text).toContain(`<form data-method="GET" data-path="${path}">`);
    }
    expect(text).not.toContain('/v1/hidden');
  });

  it('takes in nothing from elsewhere, and nothing that is not its own runs in it', async () => {
    const { response, text } = await page();
    expect(text.match(/(?:src|href)="(?!#|\/|data:,)[^"]*"|url\(|@import/g)).toBeNull();
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/^default-src 'none'; script-src 'sha256-[^']+'; style-src 'sha256-[^']+'; /);
    expect(policy).not.toContain('unsafe');
    expect(text.match(/<script\b/g)).toHaveLength(1);
    expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(text).toContain('What is at &lt;/v1/carts&gt;');
  });

  it('runs exactly the script and the style that its policy names', async () => {
    const { createHash } = await import('node:crypto');
    const { response, text } = await page();
    for (const element of ['script', 'style']) {
      const inside = text.match(new RegExp(`<${element}>([\\s\\S]*?)</${element}>`))?.[1] ?? '';
      const hash = createHash('sha256').update(inside).digest('base64');
      expect(response.headers.get('content-security-policy')).toContain(`${element}-src 'sha256-${hash}'`);
    }
  });

  it('can be read by all: a language, one heading, a label for every field, a name for every part', async () => {
    const { text } = await page();
    expect(text).toContain('<html lang="en">');
    expect(text.match(/<h1>/g)).toHaveLength(1);
    const fields = text.match(/<(?:input|textarea)\b/g) ?? [];
    expect(fields.length).toBeGreaterThan(2);
    expect(text.match(/<label>[^<]+<(?:input|textarea)\b/g)).toHaveLength(fields.length);
    const ids = [...text.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('says which service is missing', async () => {
    carts.handler = away;
    expect((await page()).text).toContain('Not reached at the moment, so not on this page: carts.');
  });
});
