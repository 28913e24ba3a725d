import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createTestTokens } from '../../support/tokens.ts';
import { detailsOf, idOf, productOf } from './support/a-product.ts';
import { staff } from './support/catalog-client.ts';
import { sendRaw } from './support/raw-request.ts';
import { expectNoFailure, expectRawRefusal, expectRefusal } from './support/refusal.ts';
import { type StartedCatalog, startCatalog } from './support/started-catalog.ts';

let catalog: StartedCatalog;
beforeAll(async () => {
  catalog = await startCatalog();
  for (const number of [1, 2, 3]) await catalog.products.create(productOf(number));
});
afterAll(async () => {
  await catalog.close();
});
afterEach(async () => {
  expect((await catalog.ask('GET', '/health/ready')).status).toBe(200);
  expect(catalog.lines.filter(({ level }) => level === 'error')).toEqual([]);
});

const product = `/v1/products/${idOf(1)}`;
const reservation = `/v1/reservations/${idOf(7)}`;
const writes = [
  ['POST', '/v1/products'],
  ['PUT', product],
  ['POST', '/v2/products'],
  ['PUT', product.replace('/v1/', '/v2/')],
  ['PUT', `${product}/stock`],
  ['PUT', '/v1/categories/cups'],
  ['PUT', reservation],
] as const;
const someWrite = fc.constantFrom(...writes);
const holds = (property: fc.IAsyncProperty<unknown>, numRuns = 60) =>
  fc.assert(property as fc.IAsyncProperty<[]>, { numRuns });
const rawWrite = async (path: string, body: string | Buffer, headers = '') => {
  const bytes = Buffer.from(body);
  const head =
    `PUT ${path} HTTP/1.1\r\nhost: catalog\r\nauthorization: Bearer ${await catalog.tokens.sign(staff)}\r\n` +
    `content-type: application/json\r\ncontent-length: ${bytes.length}\r\n${headers}\r\n`;
  return await sendRaw(catalog.port, Buffer.concat([Buffer.from(head), bytes]));
};

describe('bodies', () => {
  it('of any bytes are refused', () =>
    holds(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        expectRawRefusal(await rawWrite(reservation, Buffer.from(bytes)), 400, 422);
      }),
    ));

  it('of any JSON are refused', () =>
    holds(
      fc.asyncProperty(someWrite, fc.jsonValue(), async ([method, path], body) => {
        expectRefusal(await catalog.ask(method, path, { as: staff, body }), 400, 422);
      }),
    ));

  it('with one member of any other value are taken where it fits and refused where it does not', () =>
    holds(
      fc.asyncProperty(
        fc.constantFrom('sku', 'name', 'description', 'category', 'price', 'more'),
        fc.oneof(fc.jsonValue(), fc.string({ unit: 'binary' }), fc.integer()),
        async (member, value) => {
          const body = { ...detailsOf({ sku: 'NEW-1' }), [member]: value };
          expectNoFailure(await catalog.ask('POST', '/v1/products', { as: staff, body }));
        },
      ),
    ));

  it('with any amounts and currencies are taken where they fit and refused where they do not', () =>
    holds(
      fc.asyncProperty(
        fc.oneof(fc.double(), fc.integer(), fc.string()),
        fc.string(),
        async (amount, currency) => {
          const body = { ...detailsOf({ sku: 'NEW-2' }), price: { amount, currency } };
          expectNoFailure(await catalog.ask('POST', '/v1/products', { as: staff, body }));
        },
      ),
    ));

  it('with any items are taken where they fit and refused where they do not', () => {
    const item = fc.record(
      {
        productId: fc.oneof(fc.constant(idOf(1)), fc.uuid(), fc.string()),
        quantity: fc.oneof(fc.integer(), fc.double()),
      },
      { requiredKeys: [] },
    );
    return holds(
      fc.asyncProperty(fc.uuid(), fc.array(item, { maxLength: 60 }), async (id, items) => {
        expectNoFailure(await catalog.ask('PUT', `/v1/reservations/${id}`, { as: staff, body: { items } }));
      }),
    );
  });

  it.each([
    ['nested sixty thousand levels deep', '['.repeat(60_000), 400],
    ['that name a prototype', '{"__proto__":{"admin":true}}', 400],
    ['that end too early', '{"items":[', 400],
    ['of nothing', '', 400],
    ['that are not UTF-8', Buffer.from([0x22, 0xff, 0xfe, 0x22]), 400],
    ['with an overlong UTF-8 sequence', Buffer.from([0x22, 0xc0, 0xaf, 0x22]), 400],
    ['with a byte order mark', Buffer.from([0xef, 0xbb, 0xbf, 0x7b, 0x7d]), 400],
  ])('%s are refused', async (_, body, status) => {
    expectRawRefusal(await rawWrite(reservation, body), status);
  });

  it('over the limit are a 413, declared or not', async () => {
    const huge = { items: 'x'.repeat(200_000) };
    expectRefusal(await catalog.ask('PUT', reservation, { as: staff, body: huge }), 413);
    const chunked = await sendRaw(
      catalog.port,
      `PUT ${reservation} HTTP/1.1\r\nhost: catalog\r\nauthorization: Bearer ${await catalog.tokens.sign(staff)}\r\n` +
        `content-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n` +
        `${`4000\r\n${'x'.repeat(0x4000)}\r\n`.repeat(8)}0\r\n\r\n`,
    );
    expectRawRefusal(chunked, 413);
  });

  it('that are announced and never sent are not waited for where they are too large', async () => {
    const declared =
      `PUT ${reservation} HTTP/1.1\r\nhost: catalog\r\nauthorization: Bearer ${await catalog.tokens.sign(staff)}\r\n` +
      'content-type: application/json\r\ncontent-length: 999999999999\r\n\r\n';
    expectRawRefusal(await sendRaw(catalog.port, declared), 413);
  });

  it.each(['text/plain', 'application/xml', 'application/json; charset=utf-16', 'multipart/form-data', '💥'])(
    'of type %s are a 415',
    async (type) => {
      const headers = { 'content-type': Buffer.from(type).toString('latin1') };
      expectRefusal(await catalog.ask('PUT', reservation, { as: staff, body: {}, headers }), 415);
    },
  );
});

describe('paths and methods', () => {
  it('nobody serves are a 404', () =>
    holds(
      fc.asyncProperty(fc.webPath(), async (path) => {
        expectRefusal(await catalog.ask('GET', `/nowhere${path}`), 404, 400);
      }),
    ));

  it('with any id are found or refused', () =>
    holds(
      fc.asyncProperty(fc.string({ unit: 'binary', minLength: 1 }), async (id) => {
        const path = encodeURIComponent(id.toWellFormed());
        expectNoFailure(await catalog.ask('GET', `/v1/products/${path}`));
        expectNoFailure(await catalog.ask('GET', `/v2/products/${path}`));
        expectNoFailure(await catalog.ask('GET', `/v1/categories/${path}`));
        expectNoFailure(await catalog.ask('GET', `/v1/reservations/${path}`, { as: staff }));
      }),
    ));

  it.each([
    ['PATCH', '/v1/products', 'GET, HEAD, POST, OPTIONS'],
    ['DELETE', '/v1/products', 'GET, HEAD, POST, OPTIONS'],
    ['POST', product, 'GET, HEAD, PUT, OPTIONS'],
    ['DELETE', product, 'GET, HEAD, PUT, OPTIONS'],
    ['GET', `${reservation}/confirmation`, 'PUT, POST, OPTIONS'],
    ['POST', '/health/ready', 'GET, HEAD, OPTIONS'],
  ] as const)('%s %s is a 405 that names what is allowed', async (method, path, allow) => {
    const answer = await catalog.ask(method, path, { as: staff });
    expectRefusal(answer, 405);
    expect(answer.headers.allow).toBe(allow);
  });

  it.each(['PROPFIND', 'TRACE', 'PURGE', 'SEARCH', 'M-SEARCH'])('%s is a 405', async (method) => {
    const answer = await sendRaw(catalog.port, `${method} ${product} HTTP/1.1\r\nhost: catalog\r\n\r\n`);
    expectRawRefusal(answer, 405);
    expect(answer.head).toContain('allow: get, head, put, options');
  });

  it.each([
    '/v1/products/%FF',
    '/v1/products?q=%FF',
    '/v1/products?q=%',
    '/%C0%AE%C0%AE/etc',
    '/v1/categories/%E0%A4',
  ])('GET %s is a 400 or 404', async (path) => {
    const answer = await sendRaw(catalog.port, `GET ${path} HTTP/1.1\r\nhost: catalog\r\n\r\n`);
    expectRawRefusal(answer, 400, 404);
  });

  it.each([
    'hello\r\n\r\n',
    'GET /v1/products HTTP/1.1\r\n\r\n',
    'GET /v1/products HTTP/9.9\r\nhost: catalog\r\n\r\n',
    'FOO /v1/products HTTP/1.1\r\nhost: catalog\r\n\r\n',
    'GET /v1/products HTTP/1.1\r\nhost: catalog\r\nbad header: x\r\n\r\n',
    'GET /v1/products HTTP/1.1\r\nhost: catalog\r\nx: \u0000\r\n\r\n',
    'GET /v1/products HTTP/1.1\r\nhost: catalog\r\ncontent-length: 3\r\ntransfer-encoding: chunked\r\n\r\n',
    'GET /v1/products HTTP/1.1\r\nhost: catalog\r\ncontent-length: -1\r\n\r\n',
  ])('%j is a 400', async (bytes) => {
    expectRawRefusal(await sendRaw(catalog.port, bytes), 400);
  });
});

describe('query strings', () => {
  it('of any kind are answered or refused', () =>
    holds(
      fc.asyncProperty(fc.webQueryParameters(), async (query) => {
        expectNoFailure(await catalog.ask('GET', `/v1/products?${query}`));
      }),
    ));

  it('with any values of the known names are answered or refused', () => {
    const value = fc.oneof(fc.string({ unit: 'binary' }), fc.integer().map(String), fc.base64String());
    const query = fc.array(fc.tuple(fc.constantFrom('q', 'category', 'limit', 'cursor'), value), {
      maxLength: 4,
    });
    return holds(
      fc.asyncProperty(query, async (pairs) => {
        const text = pairs
          .map(([name, each]) => `${name}=${encodeURIComponent(each.toWellFormed())}`)
          .join('&');
        expectNoFailure(await catalog.ask('GET', `/v1/products?${text}`));
      }),
    );
  });

  it('with a cursor somebody made up are answered or refused', () =>
    holds(
      fc.asyncProperty(fc.jsonValue(), fc.boolean(), async (value, searching) => {
        const cursor = Buffer.from(JSON.stringify(value)).toString('base64url');
        const query = searching ? `q=sidamo&cursor=${cursor}` : `cursor=${cursor}`;
        expectRefusal(await catalog.ask('GET', `/v1/products?${query}`), 400);
      }),
    ));

  it.each([
    'limit=0',
    'limit=-1',
    'limit=1e2',
    'limit=10.5',
    'limit=',
    'limit=1&limit=2',
    'q=',
    'q=a&q=b',
    'category=A',
  ])('?%s are a 400', async (query) => {
    expectRefusal(await catalog.ask('GET', `/v1/products?${query}`), 400);
  });
});

describe('tokens', () => {
  const reading = (authorization: string) => catalog.ask('GET', product, { headers: { authorization } });

  it('of any text are a 401, also where none is needed', () =>
    holds(
      fc.asyncProperty(fc.stringMatching(/^[\x21-\x7e]{1,200}$/), async (text) => {
        const answer = await reading(`Bearer ${text}`);
        expectRefusal(answer, 401);
        expect(answer.headers['www-authenticate']).toContain('Bearer');
      }),
    ));

  it('with one character changed are a 401', async () => {
    const token = await catalog.tokens.sign(staff);
    // The last character of a signature holds two bits that mean nothing.
    await holds(
      fc.asyncProperty(
        fc.nat(token.length - 2),
        fc.constantFrom('A', 'B', 'z', '_', '.'),
        async (at, other) => {
          fc.pre(token[at] !== other);
          expectRefusal(await reading(`Bearer ${token.slice(0, at)}${other}${token.slice(at + 1)}`), 401);
        },
      ),
    );
  });

  it.each([
    ['over', { minutes: -1 }],
    ['of another issuer', { issuer: 'somebody' }],
    ['for another audience', { audience: 'somebody' }],
  ])('that are %s are a 401', async (_, claims) => {
    expectRefusal(await reading(`Bearer ${await catalog.tokens.sign(claims)}`), 401);
  });

  it('signed by another key, or by none, are a 401', async () => {
    const stranger = await createTestTokens();
    expectRefusal(await reading(`Bearer ${await stranger.sign(staff)}`), 401);
    const claims = (await catalog.tokens.sign(staff)).split('.')[1];
    const none = Buffer.from('{"alg":"none"}').toString('base64url');
    expectRefusal(await reading(`Bearer ${none}.${claims}.`), 401);
  });

  it('in another scheme are a 401', async () => {
    expectRefusal(await reading('Basic c2FtOnNlY3JldA=='), 401);
  });
});

describe('headers', () => {
  const get = (headers: string) =>
    sendRaw(catalog.port, `GET ${product} HTTP/1.1\r\nhost: catalog\r\n${headers}\r\n`);

  it('over 16 KiB are a 431, in one or in many', async () => {
    expectRawRefusal(await get(`x-large: ${'x'.repeat(20_000)}\r\n`), 431);
    expectRawRefusal(await get('x-many: 1\r\n'.repeat(3_000)), 431);
  });

  it('of any value are answered or refused', () =>
    holds(
      fc.asyncProperty(
        fc.constantFrom(
          'if-none-match',
          'traceparent',
          'x-correlation-id',
          'accept',
          'x-deadline-ms',
          'expect',
          'range',
        ),
        fc.stringMatching(/^[\x20-\x7e]{0,300}$/),
        async (name, value) => {
          const answer = await get(`${name}: ${value}\r\n`);
          // Whoever gives it no time at all is told that the time is over.
          const late = name === 'x-deadline-ms' ? [504] : [];
          if (answer.status >= 400) expectRawRefusal(answer, 400, 417, ...late);
        },
      ),
    ));
});
