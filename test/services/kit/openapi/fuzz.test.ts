import { describe, expect, it } from '@jest/globals';
import Type from 'typebox';
import { createTokenVerifier } from '../../../../services/kit/auth/token-verifier.ts';
import { type Answer, json } from '../../../../services/kit/http/answer.ts';
import { createApp } from '../../../../services/kit/http/create-app.ts';
import { operation } from '../../../../services/kit/http/operation.ts';
import { openapiDocument } from '../../../../services/kit/openapi/openapi-document.ts';
import { conflict, problem } from '../../../../services/kit/problems/problem.ts';
import { fuzzFromOpenApi } from '../../../support/fuzz-from-openapi.ts';
import type { OpenApiDocument } from '../../../support/openapi-reader.ts';
import { createSampleApp } from '../support/sample-app.ts';
import { startApp } from '../support/start-app.ts';

/** Fuzzes a service with one operation that answers as told. */
async function fuzz(handle: (name: string) => Answer, slowestMs = 2000) {
  const { health, recorded, signer } = createSampleApp();
  const body = Type.Object({ name: Type.String({ maxLength: 40 }) });
  const operations = [
    operation({
      method: 'POST',
      path: '/v1/boats',
      summary: 'A boat',
      access: 'anyone',
      body,
      answers: { 200: Type.Object({}) },
      handle: (call) => handle(call.body.name),
    }),
  ];
  const tokens = createTokenVerifier(signer.configuration);
  const { url, close } = await startApp(createApp({ operations, health, tokens, log: recorded.log }));
  const described = openapiDocument({ title: 'Boats', description: '', version: '1', operations });
  const document = JSON.parse(JSON.stringify(described)) as OpenApiDocument;
  try {
    return await fuzzFromOpenApi({ url, document, count: 200, slowestMs });
  } finally {
    await close();
  }
}

describe('fuzzing from a description', () => {
  it('gets requests carried out and requests refused', async () => {
    const { requests, byStatus, neverCarriedOut } = await fuzz(() => json(200, {}));
    expect(requests).toBe(200);
    expect(byStatus[200]).toBeGreaterThan(20);
    expect(byStatus[422]).toBeGreaterThan(20);
    expect(neverCarriedOut).toEqual([]);
  });

  it('finds what fails on a rare value', async () => {
    const failing = fuzz((name) => {
      if (name.length > 3) throw new Error('it is too long for a variable somewhere');
      return json(200, {});
    });
    await expect(failing).rejects.toThrow(/Property failed/);
  });

  it('finds an answer that tells of the inside', async () => {
    const told = fuzz(() => {
      throw conflict('ER_DUP_ENTRY: Duplicate entry');
    });
    await expect(told).rejects.toMatchObject({
      cause: { message: expect.stringContaining('of the inside') },
    });
  });

  it('finds a problem that is not told as one, and an answer that comes late', async () => {
    const odd = fuzz(() => {
      throw problem({ status: 409, kind: 'x', title: 'x', detail: 'x', members: { status: 200 } });
    });
    await expect(odd).rejects.toMatchObject({
      cause: { message: expect.stringContaining('no whole problem') },
    });
    const late = fuzz(() => json(200, {}), 0);
    await expect(late).rejects.toMatchObject({
      cause: { message: expect.stringContaining('0 are allowed') },
    });
  });
});
