import { bestSellers } from './substitutes/best-sellers.ts';
import type { Substitute } from './substitutes/substitute.ts';

/** What is public, and who answers it. A path travels on as it came, so the links in answers hold. */
export interface Route {
  /** This path and all below it. */
  readonly prefix: string;
  readonly service: string;
  /** What is read here while the service is away. @default - nothing, and the client is told */
  readonly instead?: Substitute;
}

export const routes: readonly Route[] = [
  { prefix: '/v1/users', service: 'users' },
  { prefix: '/v1/sessions', service: 'users' },
  { prefix: '/.well-known/jwks.json', service: 'users' },
  { prefix: '/v1/products', service: 'catalog' },
  { prefix: '/v2/products', service: 'catalog' },
  { prefix: '/v1/categories', service: 'catalog' },
  { prefix: '/v1/reservations', service: 'catalog' },
  { prefix: '/v1/best-sellers', service: 'catalog' },
  { prefix: '/v1/carts', service: 'carts' },
  { prefix: '/v1/orders', service: 'orders' },
  { prefix: '/v1/recommendations', service: 'recommendations', instead: bestSellers },
];

/** Those that lead to a service which is there: the others are as if they were not. */
export function routesTo(services: readonly string[], all: readonly Route[] = routes): readonly Route[] {
  const unreached = services.filter((name) => !all.some(({ service }) => service === name));
  if (unreached.length > 0) {
    const known = [...new Set(all.map(({ service }) => service))].join(', ');
    throw new Error(`no route leads to '${unreached.join("', '")}', known: ${known}`);
  }
  return all.filter(({ service }) => services.includes(service));
}

/** Whether a path is one of the route's: `/v1/products/7` is of `/v1/products`, `/v1/products-of-old` is not. */
export function isUnder({ prefix }: Pick<Route, 'prefix'>, path: string): boolean {
  return path === prefix || path.startsWith(`${prefix}/`);
}
