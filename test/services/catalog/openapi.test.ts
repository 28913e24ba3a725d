import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Compile } from 'typebox/compile';
import { idOf, productOf } from './support/a-product.ts';
import { kim } from './support/catalog-client.ts';
import { type StartedCatalog, startCatalog } from './support/started-catalog.ts';

interface Described {
  readonly operationId: string;
  readonly deprecated?: boolean;
  readonly security?: unknown;
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly required: boolean }[];
  readonly requestBody?: unknown;
  readonly responses: Readonly<Record<string, { readonly content?: Record<string, { schema: object }> }>>;
}

let catalog: StartedCatalog;
let paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
beforeAll(async () => {
  catalog = await startCatalog();
  await catalog.products.create(productOf(1));
  await catalog.stock.count(idOf(1), 5);
  await catalog.sales.add([{ productId: idOf(1), day: new Date(), quantity: 2 }]);
  const { status, body } = await catalog.ask('GET', '/openapi.json');
  expect({ status, version: body.openapi }).toEqual({ status: 200, version: '3.1.0' });
  paths = body.paths as typeof paths;
});
afterAll(async () => {
  await catalog.close();
});

const operations = () =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => ({ path, method, described })),
  );

describe('the description of the API', () => {
  it('names every operation once', () => {
    const ids = operations().map(({ described }) => described.operationId);
    expect(ids).toHaveLength(22);
    expect(new Set(ids).size).toBe(22);
    expect(ids).toContain('getV1ProductsId');
  });

  it('marks what /v2 takes the place of, and nothing else', () => {
    const marked = operations().filter(({ described }) => described.deprecated);
    expect(new Set(marked.map(({ path }) => path))).toEqual(
      new Set(['/v1/products', '/v1/products/{id}', '/v1/products/{id}/stock']),
    );
  });

  it('declares every parameter of every path', () => {
    for (const { path, described } of operations()) {
      const inPath = described.parameters.filter((parameter) => parameter.in === 'path');
      expect(inPath.map(({ name }) => `{${name}}`)).toEqual(path.match(/\{\w+\}/g) ?? []);
      expect(inPath.every(({ required }) => required)).toBe(true);
    }
  });

  it('describes methods that are served, and says which need a token', async () => {
    for (const { path, method, described } of operations()) {
      const answer = await catalog.ask(
        method.toUpperCase() as 'GET',
        path.replaceAll(/\{\w+\}/g, described.operationId.includes('Categories') ? 'none' : idOf(9)),
      );
      const refused = answer.status === 401;
      expect({ path, method, refused }).toEqual({ path, method, refused: described.security !== undefined });
      expect(answer.status).not.toBe(405);
    }
  });

  it('describes what is answered', async () => {
    const put = { as: kim, body: { items: [{ productId: idOf(1), quantity: 1 }] } };
    const answers = [
      { path: '/v1/products', answer: await catalog.ask('GET', '/v1/products') },
      { path: '/v1/products/{id}', answer: await catalog.ask('GET', `/v1/products/${idOf(1)}`) },
      { path: '/v1/products/{id}/stock', answer: await catalog.ask('GET', `/v1/products/${idOf(1)}/stock`) },
      { path: '/v2/products', answer: await catalog.ask('GET', '/v2/products?q=sidamo') },
      { path: '/v2/products/{id}', answer: await catalog.ask('GET', `/v2/products/${idOf(1)}`) },
      { path: '/v1/best-sellers', answer: await catalog.ask('GET', '/v1/best-sellers') },
      { path: '/v1/categories', answer: await catalog.ask('GET', '/v1/categories') },
      { path: '/v1/categories/{id}', answer: await catalog.ask('GET', '/v1/categories/tea') },
      {
        path: '/v1/reservations/{id}',
        method: 'put',
        answer: await catalog.ask('PUT', `/v1/reservations/${idOf(3)}`, put),
      },
    ];
    for (const { path, method = 'get', answer } of answers) {
      const { content } = paths[path]?.[method]?.responses[answer.status] ?? {};
      const schema = content?.['application/json']?.schema ?? { not: {} };
      expect([path, ...Compile(schema).Errors(answer.body)]).toEqual([path]);
    }
  });
});
