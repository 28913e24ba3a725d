import { describe, expect, it } from '@jest/globals';
import { services as platformServices } from '../../../platform/services.ts';
import { isUnder, routes, routesTo } from '../../../services/gateway/routes.ts';
import { gateway } from '../../../services/gateway/service.ts';

describe('the routes', () => {
  it('lead to services that are there, and the others are as if they were not', () => {
    expect(new Set(routesTo(['catalog', 'users']).map(({ service }) => service))).toEqual(
      new Set(['users', 'catalog']),
    );
    expect(routesTo(['carts'])).toEqual([{ prefix: '/v1/carts', service: 'carts' }]);
  });

  it('never lead to payments, which only orders may call', () => {
    expect(routes.map(({ service }) => service)).not.toContain('payments');
    expect(() => routesTo(['catalog', 'payments'])).toThrow(
      "no route leads to 'payments', known: users, catalog, carts, orders, recommendations",
    );
  });

  it('reach every service that the gateway says it calls, and each of those exists', () => {
    expect(new Set(routesTo(gateway.calls).map(({ service }) => service))).toEqual(new Set(gateway.calls));
    expect(platformServices.map(({ name }) => name)).toEqual(expect.arrayContaining([...gateway.calls]));
  });

  it('are each a path of its own and all below it', () => {
    const prefixes = routes.map(({ prefix }) => prefix);
    expect(new Set(prefixes).size).toBe(prefixes.length);
    for (const route of routes) {
      expect(prefixes.filter((prefix) => isUnder(route, prefix))).toEqual([route.prefix]);
    }
    expect(isUnder({ prefix: '/v1/carts' }, '/v1/carts/mine')).toBe(true);
    expect(isUnder({ prefix: '/v1/carts' }, '/v1/carts-of-old')).toBe(false);
  });
});
