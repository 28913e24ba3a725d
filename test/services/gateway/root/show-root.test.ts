import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { gatewayBefore } from '../support/a-gateway-before.ts';
import type { StartedGateway } from '../support/start-gateway.ts';

interface Root {
  readonly _links: Readonly<Record<string, { readonly href: string }>>;
  readonly _embedded: { readonly next: readonly { readonly relation: string }[] };
}

const nowhere = 'http://127.0.0.1:9';
const shop = { users: nowhere, catalog: nowhere, carts: nowhere, orders: nowhere, recommendations: nowhere };

let gateway: StartedGateway;
beforeAll(async () => {
  gateway = await gatewayBefore(shop);
});
afterAll(() => gateway.close());

async function root(headers: Record<string, string> = {}, of = gateway) {
  const response = await fetch(`${of.url}/`, { headers });
  return {
    status: response.status,
    headers: response.headers,
    body: (response.ok ? await response.json() : {}) as Root,
  };
}
const signedIn = () => ({ authorization: `Bearer ${gateway.signer.token()}` });
const relations = (body: Root) => body._embedded.next.map(({ relation }) => relation);

describe('the root', () => {
  it('leads a guest to an account, to products and to a cart', async () => {
    const { body } = await root();
    expect(body).toMatchObject({
      signedIn: false,
      _links: {
        self: { href: '/' },
        'sign-up': { href: '/v1/users', method: 'POST' },
        'sign-in': { href: '/v1/sessions', method: 'POST' },
        products: { href: '/v2/products{?q,category,limit}', templated: true },
        'create-cart': { href: '/v1/carts', method: 'POST' },
        'service-doc': { href: '/docs' },
      },
    });
    expect(relations(body)).toEqual(['sign-up', 'sign-in', 'products', 'best-sellers', 'create-cart']);
    expect(body._links.orders).toBeUndefined();
  });

  it('leads a user to what is the user’s own, and proposes no second sign-up', async () => {
    const { body } = await root(signedIn());
    expect(body).toMatchObject({
      signedIn: true,
      _links: { cart: { href: '/v1/carts/mine' }, 'place-order': { href: '/v1/orders', method: 'POST' } },
    });
    expect(relations(body)).toEqual(['products', 'best-sellers', 'cart', 'orders', 'profile', 'sign-out']);
    expect(body._links['sign-up']).toBeUndefined();
  });

  it('says of each next action where it is described', async () => {
    const { body } = await root();
    expect(body._embedded.next[0]).toEqual({
      relation: 'sign-up',
      title: 'Open an account',
      href: '/v1/users',
      method: 'POST',
      describedBy: '/openapi.json#/paths/~1v1~1users/post',
    });
  });

  it('leads to no service that is not there', async () => {
    const small = await gatewayBefore({ catalog: nowhere });
    const { body } = await root({}, small);
    expect(Object.keys(body._links)).toEqual([
      'self',
      'products',
      'product',
      'categories',
      'best-sellers',
      'service-desc',
      'service-doc',
    ]);
    await small.close();
  });

  it('is kept apart for guests and users by caches, and is not sent twice', async () => {
    const guest = await root();
    const user = await root(signedIn());
    expect(guest.headers.get('cache-control')).toBe('public, max-age=60');
    expect(user.headers.get('cache-control')).toBe('private, max-age=60');
    expect(guest.headers.get('vary')).toBe('authorization');
    const etag = guest.headers.get('etag') ?? '';
    expect(user.headers.get('etag')).not.toBe(etag);
    expect((await root({ 'if-none-match': etag })).status).toBe(304);
    expect((await root({ ...signedIn(), 'if-none-match': etag })).status).toBe(200);
  });
});
