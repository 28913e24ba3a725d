import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { type StartedShop, startShop } from '../../../pipeline/canary/support/started-shop.ts';

let shop: StartedShop;
beforeEach(async () => {
  shop = await startShop();
});
afterEach(() => shop.close());

const traceId = 'c'.repeat(32);
const headers = { traceparent: `00-${traceId}-${'d'.repeat(16)}-00`, 'content-type': 'application/json' };

it('what failed in a trace that nobody sampled hangs together, from the gateway to the cause', async () => {
  const made = await fetch(`${shop.url}/v1/carts`, { method: 'POST', headers });
  const { id } = (await made.json()) as { readonly id: string };
  await shop.lose('catalog');
  const refused = await fetch(
    `${shop.url}/v1/carts/${id}/items/${'0'.repeat(8)}-0000-7000-8000-${'0'.repeat(12)}`,
    {
      method: 'PUT',
      headers: { ...headers, 'if-match': String(made.headers.get('etag')) },
      body: JSON.stringify({ quantity: 1 }),
    },
  );
  expect(refused.status).toBeGreaterThanOrEqual(500);
  const failed = [...shop.gatewayLines, ...shop.lines].filter(
    ({ message, status }) => message === 'request' && Number(status) >= 500,
  );
  // These, line by line, are the spans that the agents get.
  const [atTheDoor, behind] = failed;
  expect(failed).toHaveLength(2);
  expect(atTheDoor).toMatchObject({ traceId, parentSpanId: 'd'.repeat(16), status: refused.status });
  expect(behind).toMatchObject({ traceId, parentSpanId: atTheDoor?.spanId });
  expect(failed.filter(({ sampled }) => sampled !== undefined)).toEqual([]);
});
