import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { Redis, type RedisOptions } from 'ioredis';
import { AddressBook } from '../../../rehearsal/addresses.ts';
import { findServerPrograms } from '../../../rehearsal/binaries/binaries.ts';
import { createCertificates } from '../../../rehearsal/certificates/certificates.ts';
import { startRedis } from '../../../rehearsal/elasticache/redis-server.ts';
import { ProcessBook } from '../../../rehearsal/processes.ts';
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

  it('finds again, after it was killed, what scripts and transactions wrote', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'shoal-killed-redis-'));
    const processes = new ProcessBook(folder);
    try {
      const programs = await findServerPrograms({
        stateFolder: join(import.meta.dirname, '../../../.shoal'),
        progress: () => undefined,
      });
      const address = await new AddressBook({ stateFolder: folder }).claim('killed-cache', 26380);
      const certificates = await createCertificates({ stateFolder: folder });
      const files = await certificates.certificateFor(['killed-cache.test'], [address.host]);
      const { authorityFile } = certificates;
      const start = () =>
        startRedis({
          program: programs.cache,
          processes,
          folder: join(folder, 'redis'),
          address,
          tls: { ...files, authorityFile },
          users: [{ name: 'shopper', access: 'on ~* +@all', passwords: ['a-password'] }],
        });
      const reach = () =>
        connect({
          ...address,
          username: 'shopper',
          password: 'a-password',
          tls: { ca: readFileSync(authorityFile) },
        });

      const first = await start();
      await reach().eval("redis.call('INCR', KEYS[1]) redis.call('INCR', KEYS[2])", 2, 'one', 'other');
      await reach().multi().set('third', '3').set('fourth', '4').exec();
      const book = JSON.parse(await readFile(join(folder, 'processes.json'), 'utf8'));
      process.kill(book.processes[0].pid, 'SIGKILL');
      await first.exited;

      await start();
      expect(await reach().mget('one', 'other', 'third', 'fourth')).toEqual(['1', '1', '3', '4']);
    } finally {
      await processes.close();
      await rm(folder, { recursive: true, force: true });
    }
  });
});
