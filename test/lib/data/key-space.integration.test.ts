import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { keySpaceOf } from '../../../lib/data/key-space.ts';
import type { TestServer } from '../../support/test-servers.ts';

const server: TestServer = JSON.parse(process.env.SHOAL_TEST_CACHE ?? '{}');
const service = `shelves-${process.pid}`;
const own = `${service}:one`;
const password = 'known to this test';

function connect(user: string, secret: string): Redis {
  return new Redis({
    host: server.host,
    port: server.port,
    username: user,
    password: secret,
    tls: { ca: readFileSync(server.authorityFile) },
    enableReadyCheck: false,
    disableClientInfo: true,
  });
}

const admin = connect(server.user, server.password);
let redis: Redis;

beforeAll(async () => {
  await admin.acl('SETUSER', service, `>${password}`, ...keySpaceOf(service).split(' '));
  await admin.set('others:one', 'theirs');
  redis = connect(service, password);
});

afterAll(async () => {
  redis.disconnect();
  await admin.acl('DELUSER', service);
  await admin.del(own, 'others:one');
  admin.disconnect();
});

describe('a user confined to a key space', () => {
  it.each([
    `SET ${own} 1 PX 60000`,
    `GET ${own}`,
    `MGET ${own} ${service}:two`,
    `INCR ${own}`,
    `EXPIRE ${own} 60`,
    `DEL ${own}`,
    'PING',
  ])('may %s', async (line) => {
    await expect(run(line)).resolves.toBeDefined();
  });

  it('may run a script on its own keys, by the time of the server', async () => {
    const script =
      "redis.call('HSET', KEYS[1], 'at', redis.call('TIME')[1]) return redis.call('DEL', KEYS[1])";
    await expect(redis.eval(script, 1, own)).resolves.toBe(1);
  });

  it.each([
    'GET others:one',
    'SET others:one mine',
    `MGET ${own} others:one`,
    `COPY others:one ${own}`,
    'SCAN 0',
    'KEYS *',
    'RANDOMKEY',
    'DBSIZE',
    'FLUSHALL',
    'CONFIG GET *',
    'ACL LIST',
    'CLIENT LIST',
    'CLIENT TRACKING ON',
    'INFO',
    'SCRIPT FLUSH',
    'FUNCTION FLUSH',
    'SUBSCRIBE others',
    'SWAPDB 0 1',
  ])('may not %s', async (line) => {
    await expect(run(line)).rejects.toThrow(/NOPERM/);
  });

  it('reaches no key of others through a script either', async () => {
    await expect(redis.eval("return redis.call('GET', 'others:one')", 0)).rejects.toThrow(
      /can't access|NOPERM/,
    );
    await expect(admin.get('others:one')).resolves.toBe('theirs');
  });
});

function run(line: string): Promise<unknown> {
  const [command = '', ...words] = line.split(' ');
  return redis.call(command, ...words);
}
