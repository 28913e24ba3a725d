import type { Method } from '../../kit/http/operation.ts';
import { isUnder, type Route } from '../routes.ts';

/** An action that is possible from the root on, without anything read before. */
export interface StartingPoint {
  readonly relation: string;
  readonly title: string;
  readonly method: Method;
  /** With braces where something is to be filled in (RFC 6570). */
  readonly href: string;
  /** Who may follow it. @default - everybody */
  readonly for?: 'guests' | 'users';
  /** Whether the root proposes it as what comes next; in this order. */
  readonly next: boolean;
}

const all: readonly StartingPoint[] = [
  {
    relation: 'sign-up',
    title: 'Open an account',
    method: 'POST',
    href: '/v1/users',
    for: 'guests',
    next: true,
  },
  { relation: 'sign-in', title: 'Sign in', method: 'POST', href: '/v1/sessions', for: 'guests', next: true },
  {
    relation: 'products',
    title: 'Look for products',
    method: 'GET',
    href: '/v2/products{?q,category,limit}',
    next: true,
  },
  { relation: 'product', title: 'One product', method: 'GET', href: '/v2/products/{id}', next: false },
  { relation: 'categories', title: 'All categories', method: 'GET', href: '/v1/categories', next: false },
  { relation: 'best-sellers', title: 'What sells best', method: 'GET', href: '/v1/best-sellers', next: true },
  {
    relation: 'recommendations',
    title: 'What others bought with it',
    method: 'GET',
    href: '/v1/recommendations{?product,cart}',
    next: false,
  },
  {
    relation: 'create-cart',
    title: 'Take a cart',
    method: 'POST',
    href: '/v1/carts',
    for: 'guests',
    next: true,
  },
  {
    relation: 'cart',
    title: 'The own cart',
    method: 'GET',
    href: '/v1/carts/mine',
    for: 'users',
    next: true,
  },
  {
    relation: 'merge-carts',
    title: 'Put what was in a cart of a guest into the own cart',
    method: 'POST',
    href: '/v1/carts/mine/merge',
    for: 'users',
    next: false,
  },
  {
    relation: 'place-order',
    title: 'Order what is in a cart',
    method: 'POST',
    href: '/v1/orders',
    for: 'users',
    next: false,
  },
  {
    relation: 'orders',
    title: 'The own orders',
    method: 'GET',
    href: '/v1/orders',
    for: 'users',
    next: true,
  },
  {
    relation: 'profile',
    title: 'The own profile',
    method: 'GET',
    href: '/v1/users/me',
    for: 'users',
    next: true,
  },
  {
    relation: 'sign-out',
    title: 'Sign out',
    method: 'DELETE',
    href: '/v1/sessions/current',
    for: 'users',
    next: true,
  },
  // Relations of RFC 8631.
  {
    relation: 'service-desc',
    title: 'This API, described',
    method: 'GET',
    href: '/openapi.json',
    next: false,
  },
  { relation: 'service-doc', title: 'This API, to read and try', method: 'GET', href: '/docs', next: false },
];
const ownPaths: readonly string[] = ['/openapi.json', '/docs'];

/** What a guest, or a user, can begin with; what leads to a service that is not there is left out. */
export function startingPoints(routes: readonly Route[], who: 'guests' | 'users'): readonly StartingPoint[] {
  return all.filter(({ href, for: whom = who }) => {
    const path = href.replace(/\{\?.*\}$/, '');
    return whom === who && (ownPaths.includes(path) || routes.some((route) => isUnder(route, path)));
  });
}
