import { randomUUID } from 'node:crypto';
import { request } from 'undici';
import type { RunningRehearsal } from '../support/running-rehearsal.ts';
import type { LoadRequest } from './load.ts';

/** What a crowd of shoppers asks for: mostly reading, and one request in ten takes stock. */
export async function shoppersOf(rehearsal: RunningRehearsal): Promise<(n: number) => LoadRequest> {
  const { statusCode, body } = await request(`${rehearsal.shop}/v1/products?limit=20`);
  const page = (await body.json()) as { products?: readonly { id: string }[] };
  const ids = (page.products ?? []).map(({ id }) => id);
  if (statusCode !== 200 || ids.length === 0) {
    throw new Error(`the shop at ${rehearsal.shop} shows no products (${statusCode}): was it seeded?`);
  }
  const token = (await rehearsal.shoal(['token', '--role', 'customer', '--minutes', '240'])).output.trim();
  const words = ['tea', 'lamp', 'wool', 'oak'];
  return (n) => {
    const id = ids[n % ids.length] ?? '';
    const turn = n % 10;
    if (turn === 0) return reservation(id, token);
    if (turn === 1) return read('list', '/v1/products?limit=20');
    if (turn === 2) return read('search', `/v1/products?q=${words[n % words.length]}`);
    return read('product', `/v1/products/${id}`);
  };
}

function read(name: string, path: string): LoadRequest {
  return { name, method: 'GET', path, expects: [200] };
}

function reservation(productId: string, token: string): LoadRequest {
  return {
    name: 'reservation',
    method: 'PUT',
    path: `/v1/reservations/${randomUUID()}`,
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ items: [{ productId, quantity: 1 }] }),
    // Sold out is an answer, not a failure.
    expects: [200, 201, 409],
  };
}
