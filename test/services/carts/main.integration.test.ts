import { afterEach, describe, expect, it } from '@jest/globals';
import { request } from 'undici';
import {
  callerSecretVariableOf,
  environmentNames as names,
  urlVariableOf,
} from '../../../platform/environment-names.ts';
import { createTestTokens } from '../../support/tokens.ts';
import { serviceEnvironment } from '../kit/support/service-environment.ts';
import { serviceProcesses } from '../kit/support/service-process.ts';
import { testCacheConfiguration } from '../kit/support/test-cache.ts';
import { ordersSecret } from './support/started-carts.ts';

const processes = serviceProcesses('carts');
afterEach(() => processes.killAll());

describe('the process of carts', () => {
  it('serves once the cache is reached, and stops when it is told to', async () => {
    const cache = testCacheConfiguration(`carts-main-${process.pid}:`);
    const serving = processes.start([], {
      ...serviceEnvironment('carts', { cache }),
      [names.tokenKeys]: JSON.stringify((await createTestTokens()).jwks),
      [urlVariableOf('catalog')]: 'http://127.0.0.1:9',
      [callerSecretVariableOf('orders')]: ordersSecret,
    });
    const { port } = await serving.line('listening');
    await serving.line('cache is reached');
    const made = await request(`http://127.0.0.1:${port}/v1/carts`, { method: 'POST' });
    expect(made.statusCode).toBe(201);
    await made.body.dump();
    serving.child.kill('SIGTERM');
    expect(await serving.ended).toEqual({ code: 0, stderr: '' });
  });

  it('says everything that is missing from its environment', async () => {
    const { code, stderr } = await processes.start([], {}).ended;
    expect(code).toBe(1);
    for (const name of [names.cacheHost, names.tokenKeys, 'CATALOG_URL', 'CALLER_ORDERS_SECRET']) {
      expect(stderr).toContain(`${name} is not set`);
    }
  });
});
