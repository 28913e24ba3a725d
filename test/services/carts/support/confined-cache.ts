import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { keySpaceOf } from '../../../../lib/data/key-space.ts';
import { type Cache, createCache } from '../../../../services/kit/cache/cache.ts';
import { type Clock, systemClock } from '../../../../services/kit/time/clock.ts';
import { recordedLog } from '../../kit/support/recorded-log.ts';
import { testCacheConfiguration } from '../../kit/support/test-cache.ts';

/** The tests' Redis, reached as a user of that service's key space, so a script that asks for more fails here. */
export async function confinedCache(
  service: string,
  clock: Clock = systemClock,
): Promise<{ cache: Cache; close(): Promise<void> }> {
  const user = `${service}-${randomBytes(4).toString('hex')}`;
  const server = testCacheConfiguration(`${user}:`);
  const { host, port, password, authorityFile } = server;
  const admin = new Redis({
    host,
    port,
    username: server.user ?? '',
    password: password ?? '',
    tls: { ca: readFileSync(authorityFile ?? '') },
  });
  await admin.call('ACL', 'SETUSER', user, ...keySpaceOf(user).split(' '), '>secret');
  const { log } = recordedLog();
  const cache = await reached(createCache({ ...server, user, password: 'secret' }, { log, clock }));
  return {
    cache,
    async close() {
      await cache.close();
      await admin.call('ACL', 'DELUSER', user);
      admin.disconnect();
    },
  };
}

/** The connection opens on its own; a test begins when it has. */
export async function reached(cache: Cache): Promise<Cache> {
  for (const attempt of Array(500).keys()) {
    try {
      await cache.ping();
      break;
    } catch (error) {
      if (attempt === 499) throw error;
      await setTimeout(10);
    }
  }
  return cache;
}
