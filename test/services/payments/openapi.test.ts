import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Compile } from 'typebox/compile';
import { authorize } from './support/a-payment.ts';
import type { PaymentsAnswer } from './support/payments-client.ts';
import { type StartedPayments, startPayments } from './support/started-payments.ts';

interface Described {
  readonly operationId: string;
  readonly security?: unknown;
  readonly responses: Readonly<Record<string, { readonly content?: Record<string, { schema: object }> }>>;
}

let payments: StartedPayments<never>;
let paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
beforeAll(async () => {
  payments = await startPayments();
  paths = (await payments.ask('GET', '/openapi.json')).body.paths as typeof paths;
});
afterAll(async () => {
  await payments.close();
});

describe('the description of the API', () => {
  it('names every operation once, and that none is for anyone', () => {
    const operations = Object.values(paths).flatMap((methods) => Object.values(methods));
    expect(operations.map(({ operationId }) => operationId).sort()).toEqual([
      'deleteV1AuthorizationsId',
      'getV1AuthorizationsId',
      'getV1Ledger',
      'postV1Authorizations',
      'postV1AuthorizationsIdCaptures',
      'postV1AuthorizationsIdRefunds',
      'postV1Calls',
    ]);
    expect(operations.every(({ security }) => security !== undefined)).toBe(true);
  });

  it('describes what is answered', async () => {
    const held = await authorize(payments.ask);
    const unknown = await authorize(payments.ask, { token: 'tok_timeout' });
    const slow = await authorize(payments.ask, { token: 'tok_timeout_capture' });
    const at = ({ body }: PaymentsAnswer): string => `/v1/authorizations/${body.id}`;
    const as = 'orders';
    const answers: readonly (readonly [path: string, method: string, answer: PaymentsAnswer])[] = [
      ['/v1/authorizations', 'post', held],
      ['/v1/authorizations', 'post', unknown],
      ['/v1/authorizations', 'post', await authorize(payments.ask, { token: 'tok_declined' })],
      ['/v1/authorizations/{id}', 'get', await payments.ask('GET', at(held), { as })],
      [
        '/v1/authorizations/{id}/captures',
        'post',
        await payments.ask('POST', `${at(slow)}/captures`, { as }),
      ],
      [
        '/v1/authorizations/{id}/captures',
        'post',
        await payments.ask('POST', `${at(held)}/captures`, { as }),
      ],
      ['/v1/authorizations/{id}/refunds', 'post', await payments.ask('POST', `${at(held)}/refunds`, { as })],
      ['/v1/ledger', 'get', await payments.ask('GET', `/v1/ledger?order=${held.body.orderId}`, { as })],
    ];
    for (const [path, method, answer] of answers) {
      const schema = paths[path]?.[method]?.responses[answer.status]?.content?.['application/json']?.schema;
      expect([path, answer.status, ...Compile(schema ?? { not: {} }).Errors(answer.body)]).toEqual([
        path,
        answer.status,
      ]);
    }
  });
});
