import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { request } from 'undici';
import { environmentNames as names, urlVariableOf } from '../../../platform/environment-names.ts';
import { createTestTokens } from '../../support/tokens.ts';
import { serviceEnvironment } from '../kit/support/service-environment.ts';
import { serviceProcesses } from '../kit/support/service-process.ts';
import { testCacheConfiguration } from '../kit/support/test-cache.ts';
import { beans, grinder } from './support/products.ts';
import { startQueueOfOne } from './support/queue-of-one.ts';

const processes = serviceProcesses('recommendations');
afterEach(() => processes.killAll());

const message = JSON.stringify({
  id: randomUUID(),
  type: 'order-confirmed',
  source: 'orders',
  occurredAt: new Date().toISOString(),
  traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
  correlationId: 'one',
  subject: 'an-order',
  data: { orderId: 'an-order', items: [{ productId: beans }, { productId: grinder }] },
});

describe('the process of recommendations', () => {
  it('learns from what its queue hands out, once though it comes twice, and stops when it is told to', async () => {
    const queue = await startQueueOfOne(message);
    const cache = testCacheConfiguration(`recommendations-${randomUUID()}:`);
    const serving = processes.start([], {
      ...serviceEnvironment('recommendations', { cache }),
      [names.tokenKeys]: JSON.stringify((await createTestTokens()).jwks),
      [names.eventsQueueUrl]: queue.url,
      [urlVariableOf('catalog')]: 'http://127.0.0.1:9',
      [urlVariableOf('carts')]: 'http://127.0.0.1:9',
      AWS_ENDPOINT_URL: new URL(queue.url).origin,
      AWS_REGION: 'eu-central-1',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
    });
    const { port } = await serving.line('listening');
    const ask = async () => {
      const answer = await request(`http://127.0.0.1:${port}/v1/recommendations?product=${beans}`);
      return (await answer.body.json()) as { degraded: boolean; products: { productId: string }[] };
    };
    for (let attempt = 0; queue.deleted() < 2 && attempt < 500; attempt++) await setTimeout(20);
    expect(queue.deleted()).toBe(2);
    expect(await ask()).toMatchObject({ degraded: false, products: [{ productId: grinder }] });
    serving.child.kill('SIGTERM');
    expect(await serving.ended).toEqual({ code: 0, stderr: '' });
    await queue.close();
  });

  it('says everything that is missing from its environment', async () => {
    const { code, stderr } = await processes.start([], {}).ended;
    expect(code).toBe(1);
    for (const name of [names.cacheHost, names.eventsQueueUrl, 'CATALOG_URL', 'CARTS_URL']) {
      expect(stderr).toContain(`${name} is not set`);
    }
  });
});
