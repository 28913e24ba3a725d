import { performance } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CacheCartStore } from '../../../services/carts/cache-cart-store.ts';
import { type Cache, createCache } from '../../../services/kit/cache/cache.ts';
import { type CuttableLink, openLink } from '../catalog/support/cuttable-link.ts';
import { recordedLog } from '../kit/support/recorded-log.ts';
import { testCacheConfiguration } from '../kit/support/test-cache.ts';
import { tea } from './support/an-item.ts';
import { reached } from './support/confined-cache.ts';
import { type StartedCarts, startCarts } from './support/started-carts.ts';

let link: CuttableLink;
let cache: Cache;
let carts: StartedCarts;
beforeAll(async () => {
  const server = testCacheConfiguration(`carts-outage-${process.pid}:`);
  link = await openLink(server);
  const { log } = recordedLog();
  cache = await reached(createCache({ ...server, host: link.host, port: link.port }, { log }));
  carts = await startCarts(new CacheCartStore(cache));
});
afterAll(async () => {
  await carts.close();
  await cache.close();
  await link.close();
});

describe('carts whose cache is stopped', () => {
  it('answer 503 in under 50 ms, and heal by themselves', async () => {
    const made = await carts.ask('POST', '/v1/carts');
    const href = String(made.headers.location);
    await carts.ask('PUT', `${href}/items/${tea}`, { body: { quantity: 2 }, headers: { 'if-match': '*' } });
    link.cut();
    for (const [method, path] of [
      ['GET', href],
      ['POST', '/v1/carts'],
      ['POST', `${href}/checkout-view`],
      ['DELETE', href],
      ['GET', href],
    ] as const) {
      const begun = performance.now();
      const answer = await carts.ask(method, path);
      expect(performance.now() - begun).toBeLessThan(50);
      expect(answer).toMatchObject({
        status: 503,
        headers: {
          'content-type': expect.stringContaining('application/problem+json'),
          'retry-after': expect.any(String),
        },
      });
    }
    expect((await carts.ask('GET', '/health/live')).status).toBe(200);
    link.mend();
    const healed = await eventually(() => carts.ask('GET', href));
    expect(healed.body).toMatchObject({ items: [{ productId: tea, quantity: 2 }] });
  });
});

async function eventually<Answer extends { readonly status: number }>(ask: () => Promise<Answer>) {
  for (let attempt = 0; attempt < 200; attempt++) {
    const answer = await ask();
    if (answer.status === 200) return answer;
    await setTimeout(25);
  }
  throw new Error('carts did not heal in five seconds');
}
