import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from '@jest/globals';
import { Redis, type RedisOptions } from 'ioredis';
import type { TestServer } from '../../support/test-servers.ts';

const server = JSON.parse(process.env.SHOAL_TEST_CACHE ?? '{}') as TestServer;
const { host, port, user, password } = server;
const open: Redis[] = [];
afterEach(() => {
  for (const redis of open.splice(0)) redis.disconnect();
});

function connect(more: RedisOptions): Redis {
  const redis = new Redis({
    host,
    port,
    lazyConnect: true,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
    disconnectTimeout: 50,
    ...more,
  });
  redis.on('error', () => undefined);
  open.push(redis);
  return redis;
}

const tls = { ca: readFileSync(server.authorityFile) };

describe('a private Redis', () => {
  it('takes its user over TLS', async () => {
    const redis = connect({ username: user, password, tls });
    await redis.set('greeting', 'hello');
    expect(await redis.get('greeting')).toBe('hello');
  });

  it('speaks nothing but TLS', async () => {
    await expect(connect({ username: user, password }).ping()).rejects.toThrow();
  });

  it('lets nobody in without a user', async () => {
    await expect(connect({ tls }).ping()).rejects.toThrow(/NOAUTH/);
  });
});
