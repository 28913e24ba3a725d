import { describe, expect, it } from '@jest/globals';
import Type from 'typebox';
import { createTokenVerifier } from '../../../../services/kit/auth/token-verifier.ts';
import { createHealth } from '../../../../services/kit/health/health.ts';
import { json, noContent } from '../../../../services/kit/http/answer.ts';
import { createApp } from '../../../../services/kit/http/create-app.ts';
import { operation } from '../../../../services/kit/http/operation.ts';
import { openapiDocument } from '../../../../services/kit/openapi/openapi-document.ts';
import { recordedLog } from '../support/recorded-log.ts';
import { startApp } from '../support/start-app.ts';
import { createTokenSigner } from '../support/tokens.ts';

const boat = Type.Object({ id: Type.Integer({ minimum: 1 }), name: Type.String({ minLength: 3 }) });
const operations = [
  operation({
    method: 'GET',
    path: '/v1/boats/:id',
    summary: 'One boat',
    access: 'anyone',
    params: Type.Object({ id: Type.Integer({ minimum: 7 }) }),
    headers: Type.Object({ 'if-none-match': Type.Optional(Type.String()) }),
    answers: { 200: boat },
    deprecated: true,
    handle: ({ params: { id } }) => json(200, { id, name: 'Ann' }),
  }),
  operation({
    method: 'PUT',
    path: '/v1/boats/:id',
    summary: 'Another name',
    access: { anyOf: [{ role: 'staff' }, { service: ['orders'] }] },
    params: Type.Object({ id: Type.Integer() }),
    headers: Type.Object({ 'if-match': Type.Optional(Type.String()) }),
    body: boat,
    answers: { 201: boat, 204: Type.Null() },
    handle: () => noContent(),
  }),
];
const information = { title: 'Boats', description: 'All that floats', version: '3' };
const { paths, components, ...head } = openapiDocument({ ...information, operations });
// biome-ignore lint/suspicious/noExplicitAny: a document is looked at as its readers find it.
const { get, put } = paths['/v1/boats/{id}'] as any;

describe('the description of operations', () => {
  it('says what it describes, in OpenAPI 3.1', () => {
    expect(head).toEqual({
      openapi: '3.1.0',
      info: information,
      tags: [{ name: 'Boats', description: 'All that floats' }],
    });
  });

  it('holds the schemas that guard each operation, with an example that passes them', () => {
    expect(get.parameters[0]).toMatchObject({ name: 'id', in: 'path', required: true, example: 7 });
    expect(put.requestBody.content['application/json']).toMatchObject({
      schema: boat,
      example: { id: 1, name: 'example' },
    });
  });

  it('tells an answer without a body from one with', () => {
    expect(put.responses[204]).toEqual({ description: 'No Content' });
    expect(put.responses[201]).toMatchObject({ headers: { Location: expect.anything() } });
    expect(get.responses[304]).toEqual({ description: expect.stringContaining('If-None-Match') });
  });

  it('names the problems that each operation can answer with, and every name leads somewhere', () => {
    expect(Object.keys(get.responses)).toEqual(['200', '304', '400', '404', 'default']);
    expect(Object.keys(put.responses)).toEqual([
      ...['201', '204', '400', '401', '403', '404'],
      ...['412', '413', '415', '422', '428', 'default'],
    ]);
    const references = [...JSON.stringify(paths).matchAll(/"#\/components\/responses\/(\w+)"/g)];
    expect(references.length).toBeGreaterThan(10);
    for (const [, name = ''] of references) expect(Object.keys(components.responses)).toContain(name);
  });

  it('asks for a token where one is needed, with the role or the service it must be of', () => {
    expect(get.security).toBeUndefined();
    expect(put.security).toEqual([{ token: ['staff'] }, { serviceToken: ['orders'] }]);
    expect(put.summary).toBe("Another name (needs the role 'staff', or the service 'orders')");
    expect(Object.keys(components.securitySchemes)).toEqual(['token', 'serviceToken']);
  });

  it('warns of what is deprecated', () => {
    expect([get.deprecated, put.deprecated]).toEqual([true, undefined]);
  });
});

describe('an app with a description', () => {
  it('serves it at /openapi.json', async () => {
    const { log } = recordedLog();
    const { url, close } = await startApp(
      createApp({
        operations,
        api: information,
        health: createHealth({ needs: {}, log }),
        tokens: createTokenVerifier(createTokenSigner().configuration),
        log,
      }),
    );
    const answer = await fetch(`${url}/openapi.json`);
    expect(answer.headers.get('content-type')).toBe('application/json');
    expect(await answer.json()).toEqual(
      JSON.parse(JSON.stringify(openapiDocument({ ...information, operations }))),
    );
    await close();
  });
});
