import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import Type from 'typebox';
import { createServiceToken } from '../../../../services/kit/auth/service-token.ts';
import { createTokenVerifier } from '../../../../services/kit/auth/token-verifier.ts';
import { answerCalls, slowCallMs } from '../../../../services/kit/batching/answer-calls.ts';
import { createHealth } from '../../../../services/kit/health/health.ts';
import { json, noContent } from '../../../../services/kit/http/answer.ts';
import { createApp } from '../../../../services/kit/http/create-app.ts';
import { operation } from '../../../../services/kit/http/operation.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { recordedLog } from '../support/recorded-log.ts';
import { startApp } from '../support/start-app.ts';
import { createTokenSigner } from '../support/tokens.ts';

const clock = createFakeClock(Date.now());
const { log, lines } = recordedLog();
const signer = createTokenSigner();
const secret = 'a secret of thirty-two characters';
const serviceToken = createServiceToken({ self: 'orders', secrets: { boats: secret } }, { clock });
let url: string;
let close: () => Promise<void>;

beforeAll(async () => {
  const tokens = createTokenVerifier(
    { ...signer.configuration, callers: { self: 'boats', secrets: { orders: secret } } },
    { clock },
  );
  const params = Type.Object({ id: Type.Integer({ minimum: 1 }) });
  const together = [
    operation({
      method: 'PUT',
      path: '/v1/boats/:id',
      summary: 'A boat',
      access: { anyOf: ['signed-in', { service: ['orders'] }] },
      params,
      headers: Type.Object({ 'idempotency-key': Type.Optional(Type.String({ maxLength: 3 })) }),
      body: Type.Object({ name: Type.String({ minLength: 1 }) }, { additionalProperties: false }),
      answers: { 200: Type.Object({}) },
      handle: ({ params: { id }, headers, body, context }) =>
        json(
          200,
          {
            id,
            ...body,
            key: headers['idempotency-key'],
            by: context.caller?.subject,
            trace: context.traceId,
          },
          { etag: `"${id}"` },
        ),
    }),
    operation({
      method: 'DELETE',
      path: '/v1/boats/:id',
      summary: 'Scraps a boat',
      access: { service: ['orders'] },
      params,
      answers: { 204: Type.Null() },
      handle: ({ params: { id } }) => {
        if (id === 13) throw new Error('a secret reason');
        return id === 99 ? new Promise(() => {}) : noContent();
      },
    }),
  ];
  const alone = operation({
    method: 'GET',
    path: '/v1/boats',
    summary: 'Boats',
    access: 'anyone',
    answers: { 200: Type.Object({}) },
    handle: () => json(200, {}),
  });
  const health = createHealth({ needs: {}, log, clock });
  const operations = [
    ...together,
    alone,
    answerCalls({ operations: together, callers: ['orders'], tokens, log, clock }),
  ];
  ({ url, close } = await startApp(createApp({ operations, health, tokens, log, clock })));
});
afterAll(() => close());

interface Answered {
  readonly status: number;
  readonly answers: readonly {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: Readonly<Record<string, unknown>>;
  }[];
}

async function ask(calls: unknown, authorization = `Bearer ${serviceToken('boats')}`): Promise<Answered> {
  const answer = await fetch(`${url}/v1/calls`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify({ calls }),
  });
  const { answers = [] } = (await answer.json()) as Partial<Answered>;
  return { status: answer.status, answers };
}
const put = (id: number | string, body: unknown = { name: 'Ark' }, headers: Record<string, string> = {}) => ({
  method: 'PUT',
  path: `/v1/boats/${id}`,
  headers,
  body,
});
const scrap = (id: number) => ({ method: 'DELETE', path: `/v1/boats/${id}`, headers: {} });

describe('calls in one exchange', () => {
  it('are answered in their order, each with its own headers and trace', async () => {
    const trace = '0af7651916cd43dd8448eb211c80319c';
    const { status, answers } = await ask([
      put(1, { name: 'Ark' }, { traceparent: `00-${trace}-b7ad6b7169203331-00`, 'idempotency-key': 'one' }),
      scrap(2),
    ]);
    expect(status).toBe(200);
    expect(answers).toEqual([
      {
        status: 200,
        headers: { 'content-type': 'application/json', etag: '"1"' },
        body: { id: 1, name: 'Ark', key: 'one', by: 'service:orders', trace },
      },
      { status: 204, headers: {} },
    ]);
  });

  it('fail one by one, and are refused what they would be refused alone', async () => {
    const { answers } = await ask([
      put(1),
      put('x'),
      put(1, { name: '' }),
      put(1, { name: 'Ark' }, { 'idempotency-key': 'long' }),
      scrap(13),
      { method: 'GET', path: '/v1/boats', headers: {} },
      { method: 'POST', path: '/v1/calls', headers: {}, body: { calls: [scrap(1)] } },
      put('%zz'),
      scrap(2),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 400, 422, 400, 500, 404, 404, 400, 204]);
    expect(JSON.stringify(answers)).not.toContain('secret');
    expect(answers[2]?.body).toMatchObject({ type: expect.stringContaining('problem'), status: 422 });
    expect(lines).toContainEqual(
      expect.objectContaining({ message: 'called with others', method: 'DELETE', route: '/v1/boats/:id' }),
    );
  });

  it('are made by whoever their credentials say, and by the service that sent them where they bring none', async () => {
    const authorization = `Bearer ${signer.token({ sub: 'kim' })}`;
    const { answers } = await ask([
      put(1, { name: 'Ark' }, { authorization }),
      put(1, { name: 'Ark' }, { authorization: 'Bearer forged' }),
      { ...scrap(1), headers: { authorization } },
    ]);
    expect(answers.map(({ status, body }) => [status, body?.by])).toEqual([
      [200, 'kim'],
      [401, undefined],
      [403, undefined],
    ]);
  });

  it('are taken from the services that may, and from nobody else', async () => {
    expect((await ask([scrap(1)], `Bearer ${signer.token({ sub: 'kim' })}`)).status).toBe(403);
    expect((await ask([scrap(1)], 'Bearer forged')).status).toBe(401);
    expect((await ask([])).status).toBe(422);
    expect((await ask(Array.from({ length: 65 }, () => scrap(1)))).status).toBe(422);
  });

  it('are refused where their own deadline is over', async () => {
    const { answers } = await ask([put(1, { name: 'Ark' }, { 'x-deadline-ms': '0' }), put(2)]);
    expect(answers.map(({ status }) => status)).toEqual([504, 200]);
  });

  it('do not wait for the one that is slow', async () => {
    const asked = ask([scrap(1), scrap(99), put(3)]);
    while (clock.pending === 0) await new Promise((resolve) => setImmediate(resolve));
    await clock.advance(slowCallMs);
    expect((await asked).answers.map(({ status }) => status)).toEqual([204, 504, 200]);
  });
});
