import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import Type from 'typebox';
import { createServiceToken } from '../../../../services/kit/auth/service-token.ts';
import { createTokenVerifier } from '../../../../services/kit/auth/token-verifier.ts';
import { createHealth } from '../../../../services/kit/health/health.ts';
import { json } from '../../../../services/kit/http/answer.ts';
import { createApp } from '../../../../services/kit/http/create-app.ts';
import { operation } from '../../../../services/kit/http/operation.ts';
import { recordedLog } from '../support/recorded-log.ts';
import { type StartedApp, startApp } from '../support/start-app.ts';
import { createTokenSigner } from '../support/tokens.ts';

const secrets = {
  orders: 'what orders and catalog share 0123456789',
  carts: 'what carts and catalog share 01234567890',
};
const signer = createTokenSigner();
let catalog: StartedApp;

beforeAll(async () => {
  const { log } = recordedLog();
  const sweep = operation({
    method: 'GET',
    path: '/v1/sweep',
    summary: 'What orders alone may ask',
    access: { service: ['orders'] },
    answers: { 200: Type.Object({ by: Type.String() }) },
    handle: ({ context }) => json(200, { by: context.caller?.subject }),
  });
  const mine = operation({
    method: 'GET',
    path: '/v1/mine',
    summary: 'What people may ask',
    access: 'signed-in',
    answers: { 200: Type.Object({}) },
    handle: () => json(200, {}),
  });
  catalog = await startApp(
    createApp({
      operations: [sweep, mine],
      health: createHealth({ needs: {}, log }),
      tokens: createTokenVerifier({ ...signer.configuration, callers: { self: 'catalog', secrets } }),
      log,
    }),
  );
});
afterAll(() => catalog.close());

const ask = async (path: string, token: string | undefined) => {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const answer = await fetch(`${catalog.url}${path}`, { headers });
  return { status: answer.status, body: await answer.json() };
};
const tokenOf = (self: 'orders' | 'carts') =>
  createServiceToken({ self, secrets: { catalog: secrets[self] } })('catalog');

describe('a call that nobody’s user made', () => {
  it('is let through where the operation names the service', async () => {
    expect(await ask('/v1/sweep', tokenOf('orders'))).toEqual({
      status: 200,
      body: { by: 'service:orders' },
    });
  });

  it('is refused to everybody else', async () => {
    expect(await ask('/v1/sweep', tokenOf('carts'))).toMatchObject({
      status: 403,
      body: { detail: "this needs the service 'orders'" },
    });
    expect((await ask('/v1/sweep', signer.token({ roles: ['operator'] }))).status).toBe(403);
    expect((await ask('/v1/sweep', undefined)).status).toBe(401);
  });

  it('passes for nobody who is signed in', async () => {
    expect((await ask('/v1/mine', tokenOf('orders'))).status).toBe(403);
    expect((await ask('/v1/mine', signer.token())).status).toBe(200);
  });
});
