import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type RawAnswer, rawRequest } from '../kit/support/raw-request.ts';
import { kim, newcomer, type SignedIn } from './support/people.ts';
import { type StartedUsers, startUsers } from './support/started-users.ts';
import type { UsersAnswer } from './support/users-client.ts';

let service: StartedUsers;
let user: SignedIn;
let operator: string;
beforeAll(async () => {
  service = await startUsers();
  user = await newcomer(service.ask, kim);
  operator = await service.tokens.sign({ subject: 'olu', roles: ['operator'] });
});
afterAll(async () => {
  await service.close();
});
afterEach(async () => {
  expect((await service.ask('GET', '/health/ready')).status).toBe(200);
  expect(service.lines.filter(({ level }) => level === 'error')).toEqual([]);
});

const writes = [
  ['POST', '/v1/users'],
  ['POST', '/v1/sessions'],
  ['POST', '/v1/sessions/refresh'],
  ['PATCH', '/v1/users/me'],
  ['PUT', '/v1/users/5e000000-0000-4000-8000-000000000001/roles'],
] as const;
const someWrite = fc.constantFrom(...writes);
const insides = /node_modules|services\/|\bat .*:\d+:\d+|\.ts\b|SELECT|mysql|ER_[A-Z]|argon2/;

/** Taken, or refused with a problem of a 4xx that tells nothing of the insides. */
function expectNoFailure({ status, headers, text }: UsersAnswer): void {
  expect(status).toBeLessThan(500);
  if (status < 400) return;
  expect(headers['content-type']).toBe('application/problem+json');
  const { detail, ...problem } = JSON.parse(text);
  expect(detail).toEqual(expect.any(String));
  expect(JSON.stringify(problem)).not.toMatch(insides);
}

function expectRefusal(answer: UsersAnswer | RawAnswer, ...statuses: readonly number[]): void {
  expect(statuses).toContain(answer.status);
  expect(answer.headers['content-type']).toBe('application/problem+json');
}

const holds = (property: fc.IAsyncProperty<unknown>, numRuns = 100) =>
  fc.assert(property as fc.IAsyncProperty<[]>, { numRuns });
const tokenFor = (path: string) => (path.endsWith('/roles') ? operator : user.accessToken);
const write = async (method: 'POST' | 'PATCH' | 'PUT', path: string, body: unknown) =>
  service.ask(method, path, { token: tokenFor(path), body, headers: { 'if-match': '*' } });
const anyText = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }));
/** From another address each time, so that it is looked at and not turned away for being too many. */
const somewhere = fc.ipV4().map((address) => ({ 'x-forwarded-for': address }));

describe('bodies', () => {
  it('of any JSON are refused', () =>
    holds(
      fc.asyncProperty(someWrite, fc.jsonValue(), async ([method, path], body) => {
        expectRefusal(await write(method, path, body), 400, 422);
      }),
    ));

  it('of any bytes are refused', () =>
    holds(
      fc.asyncProperty(someWrite, fc.uint8Array({ maxLength: 100 }), async ([method, path], bytes) => {
        const head = `${method} ${path} HTTP/1.1\r\nhost: users\r\nauthorization: Bearer ${tokenFor(path)}\r\n`;
        const framing = `content-type: application/json\r\ncontent-length: ${bytes.length}\r\n\r\n`;
        const answer = await rawRequest(service.port, Buffer.concat([Buffer.from(head + framing), bytes]));
        expectRefusal(answer, 400, 422);
      }),
    ));

  it('of one who signs up with any texts are taken where they fit and refused where they do not', () =>
    holds(
      fc.asyncProperty(
        fc.oneof(fc.emailAddress(), anyText),
        anyText,
        anyText,
        somewhere,
        async (email, name, password, headers) => {
          const body = { email, name, password };
          expectNoFailure(await service.ask('POST', '/v1/users', { body, headers }));
        },
      ),
    ));

  it('of one who signs in with any texts are refused', () =>
    holds(
      fc.asyncProperty(
        fc.oneof(fc.emailAddress(), anyText),
        anyText,
        somewhere,
        async (email, password, headers) => {
          const answer = await service.ask('POST', '/v1/sessions', { body: { email, password }, headers });
          expectRefusal(answer, 401, 422, 429);
        },
      ),
    ));

  it('with any refresh token are refused', () =>
    holds(
      fc.asyncProperty(fc.oneof(anyText, fc.stringMatching(/^[\w-]{43}$/)), async (refreshToken) => {
        expectRefusal(await write('POST', '/v1/sessions/refresh', { refreshToken }), 401, 422);
      }),
    ));

  it('that change a profile to anything are taken where they fit and refused where they do not', () => {
    const change = fc.record(
      { name: anyText, password: anyText, currentPassword: anyText, roles: fc.jsonValue() },
      { requiredKeys: [] },
    );
    return holds(
      fc.asyncProperty(change, async (body) => {
        expectNoFailure(await write('PATCH', '/v1/users/me', body));
        expect(service.users.users.get(user.id)?.roles).toEqual(['customer']);
      }),
    );
  });

  it('with any roles for anybody are taken where they fit and refused where they do not', () =>
    holds(
      fc.asyncProperty(
        fc.oneof(fc.uuid(), anyText),
        fc.array(fc.oneof(fc.constantFrom('staff', 'operator'), anyText)),
        async (id, roles) => {
          const path = `/v1/users/${encodeURIComponent(id.toWellFormed())}/roles`;
          expectNoFailure(await service.ask('PUT', path, { token: operator, body: { roles } }));
        },
      ),
    ));

  it.each([
    ['nested sixty thousand levels deep', '['.repeat(60_000), 400],
    ['that name a prototype', '{"__proto__":{"roles":["operator"]}}', 400],
    ['that name one member twice', '{"email":"kim@shop.example","email":1,"password":"x"}', 422],
    ['of nothing', '', 400],
    ['larger than is read', `{"email":"${'x'.repeat(100_000)}"}`, 413],
  ])('%s are refused', async (_, body, status) => {
    const answer = await rawRequest(
      service.port,
      'POST /v1/sessions HTTP/1.1\r\nhost: users\r\ncontent-type: application/json\r\n' +
        `content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    );
    expectRefusal(answer, status);
  });
});

describe('headers', () => {
  it('of any kind are answered or refused', () => {
    const value = fc.stringMatching(/^[\x21-\x7e]{0,100}$/);
    return holds(
      fc.asyncProperty(value, value, value, async (etag, forwarded, traceparent) => {
        const headers = {
          'if-match': etag,
          'if-none-match': etag,
          'x-forwarded-for': forwarded,
          traceparent,
        };
        const token = user.accessToken;
        expectNoFailure(await service.ask('GET', '/v1/users/me', { token, headers }));
        expectNoFailure(await service.ask('PATCH', '/v1/users/me', { token, headers, body: { name: 'K' } }));
        const body = { email: 'nobody@shop.example', password: 'a guess' };
        expectRefusal(await service.ask('POST', '/v1/sessions', { headers, body }), 401, 429);
      }),
    );
  });

  it('with any token are a 401', () =>
    holds(
      fc.asyncProperty(fc.stringMatching(/^[\x21-\x7e]{1,200}$/), async (token) => {
        expectRefusal(await service.ask('GET', '/v1/users/me', { token }), 401);
        expectRefusal(await service.ask('DELETE', '/v1/sessions/current', { token }), 401);
      }),
    ));
});

describe('paths and methods', () => {
  it.each([
    ['GET', '/v1/users', 'POST, OPTIONS'],
    ['GET', '/v1/sessions', 'POST, OPTIONS'],
    ['GET', '/v1/sessions/refresh', 'POST, OPTIONS'],
    ['GET', '/v1/sessions/current', 'DELETE, OPTIONS'],
    ['DELETE', '/v1/users/me', 'GET, HEAD, PATCH, OPTIONS'],
    ['POST', '/.well-known/jwks.json', 'GET, HEAD, OPTIONS'],
  ] as const)('%s %s is a 405 that names what is allowed', async (method, path, allow) => {
    const answer = await service.ask(method, path, { token: operator });
    expectRefusal(answer, 405);
    expect(answer.headers.allow).toBe(allow);
  });

  it('nobody serves are a 404', () =>
    holds(
      fc.asyncProperty(fc.webPath(), async (path) => {
        expectRefusal(await service.ask('GET', `/v1/users/me/no${path}`, { token: operator }), 400, 404);
      }),
    ));
});
