import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Compile } from 'typebox/compile';
import { kim, signIn, signUp, tokensIn } from './support/people.ts';
import { type StartedUsers, startUsers } from './support/started-users.ts';
import type { UsersAnswer } from './support/users-client.ts';

interface Described {
  readonly operationId: string;
  readonly security?: unknown;
  readonly responses: Readonly<Record<string, { readonly content?: Record<string, { schema: object }> }>>;
}

let service: StartedUsers;
let paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
beforeAll(async () => {
  service = await startUsers();
  const { status, body } = await service.ask('GET', '/openapi.json');
  expect({ status, version: body.openapi }).toEqual({ status: 200, version: '3.1.0' });
  paths = body.paths as typeof paths;
});
afterAll(async () => {
  await service.close();
});

describe('the description of the API', () => {
  it('names every operation once', () => {
    const ids = Object.values(paths).flatMap((methods) =>
      Object.values(methods).map(({ operationId }) => operationId),
    );
    expect(ids.sort()).toEqual([
      'deleteV1SessionsCurrent',
      'getV1UsersMe',
      'getWellKnownJwksJson',
      'patchV1UsersMe',
      'postV1Sessions',
      'postV1SessionsRefresh',
      'postV1Users',
      'putV1UsersIdRoles',
    ]);
  });

  it('says which operations need a token', () => {
    const needing = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).flatMap(([method, { security }]) =>
        security === undefined ? [] : [`${method} ${path}`],
      ),
    );
    expect(needing.sort()).toEqual([
      'delete /v1/sessions/current',
      'get /v1/users/me',
      'patch /v1/users/me',
      'put /v1/users/{id}/roles',
    ]);
  });

  it('describes what is answered', async () => {
    const made = await signUp(service.ask, kim);
    const session = await signIn(service.ask, kim);
    const { accessToken: token, refreshToken, id } = tokensIn(session.body);
    const operator = await service.tokens.sign({ subject: 'olu', roles: ['operator'] });
    const profile = await service.ask('GET', '/v1/users/me', { token });
    const answers: readonly [path: string, method: string, answer: UsersAnswer][] = [
      ['/v1/users', 'post', made],
      ['/v1/sessions', 'post', session],
      [
        '/v1/sessions/refresh',
        'post',
        await service.ask('POST', '/v1/sessions/refresh', { body: { refreshToken } }),
      ],
      ['/v1/users/me', 'get', profile],
      [
        '/v1/users/me',
        'patch',
        await service.ask('PATCH', '/v1/users/me', {
          token,
          body: { name: 'Kim B.' },
          headers: { 'if-match': String(profile.headers.etag) },
        }),
      ],
      [
        '/v1/users/{id}/roles',
        'put',
        await service.ask('PUT', `/v1/users/${id}/roles`, { token: operator, body: { roles: ['staff'] } }),
      ],
      ['/.well-known/jwks.json', 'get', await service.ask('GET', '/.well-known/jwks.json')],
    ];
    for (const [path, method, answer] of answers) {
      const { content } = paths[path]?.[method]?.responses[answer.status] ?? {};
      const schema = content?.['application/json']?.schema ?? { not: {} };
      expect([path, answer.status, ...Compile(schema).Errors(answer.body)]).toEqual([path, answer.status]);
    }
  });

  it('leads on from every answer but those whose form is not ours', async () => {
    const session = await signIn(service.ask, kim);
    const { accessToken: token } = tokensIn(session.body);
    const answers = [session, await service.ask('GET', '/v1/users/me', { token })];
    for (const { body } of answers) {
      expect(Object.keys(body._links).length).toBeGreaterThan(3);
      for (const { href } of Object.values(body._links)) expect(href).toMatch(/^\/([a-z0-9-]+\/?)*$/);
    }
    const keys = await service.ask('GET', '/.well-known/jwks.json');
    expect(keys.headers['cache-control']).toBe('public, max-age=60');
    expect(Object.keys(keys.body)).toEqual(['keys']);
  });
});
