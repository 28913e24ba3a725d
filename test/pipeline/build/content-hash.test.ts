import { describe, expect, it } from '@jest/globals';
import { contentHashOf } from '../../../pipeline/build/content-hash.ts';
import { repository } from './repository.ts';

const tag = (service: string, changes: Record<string, string> = {}): string =>
  contentHashOf(service, repository(changes));

describe("the tag of a service's image", () => {
  it('is sixteen digits that any copy of the same files has', () => {
    expect(tag('catalog')).toMatch(/^[0-9a-f]{16}$/);
    expect(tag('catalog')).toBe(tag('catalog'));
  });

  it.each([
    'services/catalog/main.ts',
    'services/catalog/migrations/0001-products.sql',
    'services/kit/greet.ts',
    'platform/environment-names.ts',
    'package-lock.json',
    'pipeline/build/bundle.ts',
    'Dockerfile',
  ])('changes with %s', (path) => {
    expect(tag('catalog', { [path]: 'changed' })).not.toBe(tag('catalog'));
  });

  it('does not change with another service', () => {
    expect(tag('catalog', { 'services/gateway/main.ts': 'changed' })).toBe(tag('catalog'));
  });

  it('names a service without a folder', () => {
    expect(() => tag('orders')).toThrow(/^service 'orders': its image is made of services\/orders, which /);
  });
});
