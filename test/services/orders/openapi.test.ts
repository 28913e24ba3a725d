import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Compile } from 'typebox/compile';
import { buy, follow } from './support/a-cart.ts';
import { kim, type OrdersAnswer } from './support/orders-client.ts';
import { type StartedOrders, startOrders } from './support/started-orders.ts';

interface Described {
  readonly operationId: string;
  readonly security?: unknown;
  readonly responses: Readonly<Record<string, { readonly content?: Record<string, { schema: object }> }>>;
}

let orders: StartedOrders;
let paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
beforeAll(async () => {
  orders = await startOrders();
  paths = (await orders.ask('GET', '/openapi.json')).body.paths as typeof paths;
});
afterAll(async () => {
  await orders.close();
});

describe('the description of the API', () => {
  it('names every operation once, and who may', () => {
    const operations = Object.values(paths).flatMap((methods) => Object.values(methods));
    expect(operations.map(({ operationId }) => operationId).sort()).toEqual([
      'getV1Orders',
      'getV1OrdersId',
      'postV1Orders',
      'postV1OrdersIdCancellation',
      'postV1OrdersIdRefund',
    ]);
    expect(operations.every(({ security }) => security !== undefined)).toBe(true);
  });

  it('describes what is answered', async () => {
    const placed = await buy(orders);
    const answers: readonly (readonly [path: string, method: string, answer: OrdersAnswer])[] = [
      ['/v1/orders', 'post', placed],
      ['/v1/orders', 'post', await buy(orders, { token: 'tok_timeout' })],
      ['/v1/orders', 'get', await orders.ask('GET', '/v1/orders?limit=1', { as: kim })],
      ['/v1/orders/{id}', 'get', await follow(orders, placed, 'self')],
      ['/v1/orders/{id}/cancellation', 'post', await follow(orders, placed, 'cancel')],
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
