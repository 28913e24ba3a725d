import { describe, expect, it } from '@jest/globals';
import type { ApiDocument } from '../../../../services/gateway/api/api-document.ts';
import { mergeApis } from '../../../../services/gateway/api/merge-apis.ts';

const own: ApiDocument = {
  openapi: '3.1.0',
  info: { title: 'Shoal', description: 'A shop.', version: '1' },
  tags: [{ name: 'Gateway' }],
  paths: { '/': { get: { operationId: 'get' } } },
  components: { schemas: { Problem: { type: 'object' } } },
};
const routes = [
  { prefix: '/v1/products', service: 'catalog' },
  { prefix: '/v1/carts', service: 'carts' },
];
const documentOf = (paths: ApiDocument['paths'], schemas: Record<string, unknown> = {}): ApiDocument => ({
  openapi: '3.1.0',
  info: { title: 'One', version: '1' },
  tags: [{ name: 'One' }],
  paths,
  components: { schemas },
});
const merge = (services: Parameters<typeof mergeApis>[0]['services'], missing: readonly string[] = []) =>
  mergeApis({ own, services, routes, missing });

describe('the descriptions of all services as one', () => {
  it('hold what a route leads to, and nothing else', () => {
    const catalog = documentOf({
      '/v1/products': { get: {} },
      '/v1/products/{id}': { get: {} },
      '/v1/products-of-old': { get: {} },
      '/v1/carts': { get: {} },
      '/openapi.json': { get: {} },
    });
    const { paths, tags } = merge([{ name: 'catalog', document: catalog }]);
    expect(Object.keys(paths)).toEqual(['/', '/v1/products', '/v1/products/{id}']);
    expect(tags?.map(({ name }) => name)).toEqual(['Gateway', 'One']);
  });

  it('share a component that is the same, and keep apart two that differ', () => {
    const same = documentOf({ '/v1/products': { get: {} } }, { Problem: { type: 'object' } });
    const other = documentOf(
      { '/v1/carts': { get: { responses: { 400: { $ref: '#/components/schemas/Problem' } } } } },
      { Problem: { type: 'string' } },
    );
    const { components, paths } = merge([
      { name: 'catalog', document: same },
      { name: 'carts', document: other },
    ]);
    expect(components?.schemas).toEqual({ Problem: { type: 'object' }, 'carts-Problem': { type: 'string' } });
    expect(paths['/v1/carts']?.get?.responses?.[400]?.$ref).toBe('#/components/schemas/carts-Problem');
  });

  it('name each operation once', () => {
    const { paths } = merge([
      { name: 'catalog', document: documentOf({ '/v1/products': { get: { operationId: 'list' } } }) },
      { name: 'carts', document: documentOf({ '/v1/carts': { get: { operationId: 'list' } } }) },
    ]);
    expect(paths['/v1/products']?.get?.operationId).toBe('list');
    expect(paths['/v1/carts']?.get?.operationId).toBe('carts-list');
  });

  it('say who is missing', () => {
    expect(merge([], ['carts', 'orders']).info).toEqual({
      title: 'Shoal',
      description: 'A shop. Not described at the moment, since not reached: carts, orders.',
      version: '1',
      'x-missing': ['carts', 'orders'],
    });
    expect(merge([]).info).toEqual(own.info);
  });
});
