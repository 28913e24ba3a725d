import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { urlVariableOf } from '../../../platform/environment-names.ts';
import { gateway as definition } from '../../../services/gateway/service.ts';
import { type StartedUpstream, startUpstream } from '../kit/support/start-upstream.ts';
import { testCacheConfiguration } from '../kit/support/test-cache.ts';
import { createTokenSigner } from '../kit/support/tokens.ts';

const signer = createTokenSigner();
let catalog: StartedUpstream;
let gateway: ChildProcess;
let url: string;

beforeAll(async () => {
  catalog = await startUpstream((_request, response) => response.end('{"items":[]}'));
  const cache = testCacheConfiguration(`gateway-main-${process.pid}:`);
  gateway = spawn(process.execPath, [join(import.meta.dirname, '../../../services/gateway/main.ts')], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      PATH: process.env.PATH,
      SERVICE_NAME: 'gateway',
      HOST: '127.0.0.1',
      PORT: '0',
      DRAIN_SECONDS: '0',
      CACHE_HOST: cache.host,
      CACHE_PORT: String(cache.port),
      CACHE_USER: cache.user,
      CACHE_PASSWORD: cache.password,
      CACHE_PREFIX: cache.prefix,
      TRUSTED_AUTHORITY_FILE: cache.authorityFile,
      TOKEN_KEYS: JSON.stringify({ keys: signer.configuration.keys }),
      ...Object.fromEntries(definition.calls.map((service) => [urlVariableOf(service), catalog.url])),
      RATE_LIMIT: '3',
    },
  });
  for await (const line of createInterface({ input: gateway.stdout as NonNullable<typeof gateway.stdout> })) {
    const { message, port } = JSON.parse(line);
    if (message === 'listening') {
      url = `http://127.0.0.1:${port}`;
      break;
    }
  }
  gateway.stdout?.resume();
});
afterAll(async () => {
  gateway.kill('SIGKILL');
  await catalog.close();
});

describe('the process of the gateway', () => {
  it('is configured by its environment alone, serves, and ends in peace when told to', async () => {
    const authorization = `Bearer ${signer.token({ roles: ['staff'] })}`;
    const first = await fetch(`${url}/v1/products`, { headers: { authorization } });
    expect([first.status, await first.text()]).toEqual([200, '{"items":[]}']);
    const statuses: number[] = [];
    for (let request = 0; request < 4; request++) statuses.push((await fetch(`${url}/v1/products`)).status);
    expect(statuses).toEqual([200, 200, 200, 429]);
    gateway.kill('SIGTERM');
    const [code] = await once(gateway, 'exit');
    expect(code).toBe(0);
  });
});
