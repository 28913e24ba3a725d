import type { JsonClient } from './json-client.ts';

/** Makes a guest's cart with one of each product; gives its id. */
export async function fillCart(client: JsonClient, productIds: readonly string[]): Promise<string> {
  const made = await client.send('POST', '/v1/carts');
  const cart = made.header('location');
  let etag = made.header('etag');
  if (cart === undefined || etag === undefined) throw new Error(`carts made no cart: ${made.text}`);
  for (const id of productIds) {
    const put = await client.send('PUT', `${cart}/items/${id}`, {
      headers: { 'if-match': etag },
      body: { quantity: 1 },
    });
    etag = put.header('etag');
    if (put.status !== 200 || etag === undefined) throw new Error(`carts took no item: ${put.text}`);
  }
  return cart.slice('/v1/carts/'.length);
}
