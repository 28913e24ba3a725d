import { describe, expect, it } from '@jest/globals';
import Type from 'typebox';
import { createTokenVerifier } from '../../../../services/kit/auth/token-verifier.ts';
import { json } from '../../../../services/kit/http/answer.ts';
import { createApp } from '../../../../services/kit/http/create-app.ts';
import { operation } from '../../../../services/kit/http/operation.ts';
import { openapiDocument } from '../../../../services/kit/openapi/openapi-document.ts';
import { conformanceTo, type HttpExchange } from '../../../support/openapi-conformance.ts';
import type { OpenApiDocument } from '../../../support/openapi-reader.ts';
import { createSampleApp } from '../support/sample-app.ts';
import { startApp } from '../support/start-app.ts';

const boat = Type.Object({ name: Type.String() });
const operations = [
  operation({
    method: 'POST',
    path: '/v1/boats/:id',
    summary: 'A boat',
    access: 'anyone',
    params: Type.Object({ id: Type.Integer() }),
    query: Type.Object({ limit: Type.Optional(Type.Integer({ maximum: 9 })) }),
    body: boat,
    answers: { 200: boat },
    handle: () => json(200, {}),
  }),
];
const described = { title: 'Boats', description: '', version: '1', operations };
const differences = conformanceTo(JSON.parse(JSON.stringify(openapiDocument(described))) as OpenApiDocument);

const good: HttpExchange = {
  method: 'POST',
  target: '/v1/boats/7?limit=3',
  requestHeaders: {},
  requestBody: '{"name":"Ann"}',
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: '{"name":"Ann"}',
};
const problem = { type: 't', title: 't', status: 404, detail: 'd', instance: '/', traceId: 'x' };

describe('an exchange', () => {
  it('that is as described differs in nothing', () => {
    expect(differences(good)).toEqual([]);
    const headers = { 'content-type': 'application/problem+json' };
    expect(differences({ ...good, status: 404, headers, body: JSON.stringify(problem) })).toEqual([]);
  });

  it.each<[string, Partial<HttpExchange>]>([
    ['an answer of another shape', { body: '{"name":7}' }],
    ['an answer that is no JSON', { body: 'Ann' }],
    ['a status that is not described', { status: 202 }],
    ['a type that is not described', { headers: { 'content-type': 'text/html' } }],
    ['a refusal that is no problem document', { status: 404 }],
    [
      'a problem document without its members',
      {
        status: 404,
        headers: { 'content-type': 'application/problem+json' },
        body: '{"status":404}',
      },
    ],
    ['a body that was taken and is forbidden', { requestBody: '{}' }],
    ['a path that was taken and is forbidden', { target: '/v1/boats/seven' }],
    ['a query that was taken and is forbidden', { target: '/v1/boats/7?limit=10' }],
  ])('with %s is told', (_what, changed) => {
    const [first, ...others] = differences({ ...good, ...changed });
    expect(first).toContain(`${changed.status ?? 200}: `);
    expect(others).toEqual([]);
  });
});

describe('the server of a test', () => {
  it('fails to close where its app answered otherwise than it describes', async () => {
    const { health, recorded, signer } = createSampleApp();
    const lying = operation({
      method: 'GET',
      path: '/v1/boats',
      summary: 'Boats',
      access: 'anyone',
      answers: { 200: boat },
      handle: () => json(200, { title: 'Ann' }),
    });
    const tokens = createTokenVerifier(signer.configuration);
    const { url, close } = await startApp(
      createApp({ operations: [lying], health, tokens, log: recorded.log }),
    );
    expect((await fetch(`${url}/v1/boats`)).status).toBe(200);
    await expect(close()).rejects.toThrow('GET /v1/boats -> 200: answer: ');
  });
});
