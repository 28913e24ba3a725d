import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Compile } from 'typebox/compile';
import { tea } from './support/an-item.ts';
import { type StartedCarts, startCarts } from './support/started-carts.ts';

interface Described {
  readonly security?: unknown;
  readonly responses: Readonly<Record<string, { readonly content?: Record<string, { schema: object }> }>>;
}

let carts: StartedCarts;
let paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
beforeAll(async () => {
  carts = await startCarts();
  paths = (await carts.ask('GET', '/openapi.json')).body.paths as typeof paths;
});
afterAll(async () => {
  await carts.close();
});

describe('the description of carts', () => {
  it('names every operation', () => {
    const operations = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    );
    expect(operations.toSorted()).toEqual([
      'delete /v1/carts/{id}',
      'delete /v1/carts/{id}/items/{productId}',
      'get /v1/carts/mine',
      'get /v1/carts/{id}',
      'post /v1/calls',
      'post /v1/carts',
      'post /v1/carts/mine/merge',
      'post /v1/carts/{id}/checkout-view',
      'put /v1/carts/{id}/items/{productId}',
    ]);
  });

  it('describes what is answered', async () => {
    const kim = { subject: 'kim' };
    const made = await carts.ask('POST', '/v1/carts');
    const href = String(made.headers.location);
    const filled = await carts.ask('PUT', `${href}/items/${tea}`, {
      body: { quantity: 2 },
      headers: { 'if-match': '*' },
    });
    carts.shelf.put(tea, { amount: 5, available: 1 });
    const answers = {
      'post /v1/carts': made,
      'put /v1/carts/{id}/items/{productId}': filled,
      'get /v1/carts/{id}': await carts.ask('GET', href),
      'post /v1/carts/{id}/checkout-view': await carts.ask('POST', `${href}/checkout-view`),
      'get /v1/carts/mine': await carts.ask('GET', '/v1/carts/mine', { as: kim }),
      'post /v1/carts/mine/merge': await carts.ask('POST', '/v1/carts/mine/merge', {
        as: kim,
        body: { cartId: made.body.id },
      }),
    };
    for (const [operation, { status, body }] of Object.entries(answers)) {
      const [method = '', path = ''] = operation.split(' ');
      const { content } = paths[path]?.[method]?.responses[status] ?? {};
      const schema = content?.['application/json']?.schema ?? { not: {} };
      expect([operation, ...Compile(schema).Errors(body)]).toEqual([operation]);
    }
  });
});
