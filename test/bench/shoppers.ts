import { randomUUID } from 'node:crypto';
import { request } from 'undici';
import type { LoadRequest } from './load.ts';

/** What a crowd of shoppers asks for: mostly reading, and one request in ten takes stock. */
export async function shoppersOf(shop: string): Promise<(n: number) => LoadRequest> {
  const { statusCode, body } = await request(`${shop}/v1/products?limit=20`);
  const page = (await body.json()) as { items?: readonly { id: string }[] };
  const ids = (page.items ?? []).map(({ id }) => id);
  if (statusCode !== 200 || ids.length === 0) {
    throw new Error(`the shop at ${shop} shows no products (${statusCode}): was it seeded?`);
  }
  const words = ['tea', 'lamp', 'wool', 'oak'];
  return (n) => {
    const id = ids[n % ids.length] ?? '';
    const turn = n % 10;
    if (turn === 0) return reservation(id);
    if (turn === 1) return read('list', '/v1/products?limit=20');
    if (turn === 2) return read('search', `/v1/products?q=${words[n % words.length]}`);
    return read('product', `/v1/products/${id}`);
  };
}

function read(name: string, path: string): LoadRequest {
  return { name, method: 'GET', path, expects: [200] };
}

function reservation(productId: string): LoadRequest {
  return {
    name: 'reservation',
    method: 'PUT',
    path: `/v1/reservations/${randomUUID()}`,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ items: [{ productId, quantity: 1 }] }),
    // Sold out is an answer, not a failure.
    expects: [200, 201, 409],
  };
}
