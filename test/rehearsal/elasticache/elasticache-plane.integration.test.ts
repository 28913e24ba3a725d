import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { AddressBook } from '../../../rehearsal/addresses.ts';
import { findServerPrograms } from '../../../rehearsal/binaries/binaries.ts';
import { type Certificates, createCertificates } from '../../../rehearsal/certificates/certificates.ts';
import {
  createElastiCachePlane,
  type ElastiCachePlane,
} from '../../../rehearsal/elasticache/elasticache-plane.ts';
import type { Played, Properties } from '../../../rehearsal/plane.ts';
import { ProcessBook } from '../../../rehearsal/processes.ts';

const call = { stackName: 'dev-data', stackId: 'arn', logicalId: 'Cache', progress: () => undefined };
const folder = mkdtempSync(join(tmpdir(), 'shoal-elasticache-'));
const said: string[] = [];
const clients: Redis[] = [];
let processes: ProcessBook;
let certificates: Certificates;
let plane: ElastiCachePlane;
let cache: Played;

const catalog = {
  UserId: 'dev-catalog',
  UserName: 'catalog',
  AccessString: 'on ~catalog:* -@all +@read +@write +@connection',
};
const group = {
  Engine: 'valkey',
  ReplicationGroupId: 'dev',
  UserGroupIds: ['dev-services'],
  TransitEncryptionEnabled: true,
};

async function create(name: string, properties: Properties): Promise<Played> {
  const type = plane.types.find((each) => each.type === `AWS::ElastiCache::${name}`);
  if (!type) throw new Error(`no ${name}`);
  return type.create({ ...call, type: type.type, properties });
}
async function update(name: string, physicalId: string, properties: Properties): Promise<void> {
  const type = plane.types.find((each) => each.type === `AWS::ElastiCache::${name}`);
  await type?.update({ ...call, type: type.type, physicalId, properties, oldProperties: {} });
}
async function open(): Promise<void> {
  processes = new ProcessBook(folder);
  plane = createElastiCachePlane({
    stateFolder: folder,
    region: 'eu-central-1',
    processes,
    addresses: new AddressBook({ stateFolder: folder, basePort: 21200 }),
    certificates,
    program: async () =>
      (await findServerPrograms({ stateFolder: '.shoal', progress: () => undefined })).cache,
    say: (sentence) => said.push(sentence),
  });
  await create('User', { ...catalog, Passwords: ['first'] });
  await create('User', {
    UserId: 'dev-default',
    UserName: 'default',
    AccessString: 'off -@all',
    Passwords: ['unused'],
  });
  await create('UserGroup', { UserGroupId: 'dev-services', UserIds: ['dev-catalog', 'dev-default'] });
  cache = await create('ReplicationGroup', group);
}
async function close(): Promise<void> {
  await plane.close();
  await processes.close();
}
function connect(username: string, password: string): Redis {
  const redis = new Redis({
    host: String(cache.attributes['PrimaryEndPoint.Address']),
    port: Number(cache.attributes['PrimaryEndPoint.Port']),
    username,
    password,
    tls: { ca: readFileSync(certificates.authorityFile) },
    lazyConnect: true,
    enableReadyCheck: false,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
    disconnectTimeout: 50,
  });
  redis.on('error', () => undefined);
  clients.push(redis);
  return redis;
}

beforeAll(async () => {
  certificates = await createCertificates({ stateFolder: folder });
  await open();
});
afterEach(() => {
  for (const client of clients.splice(0)) client.disconnect();
});
afterAll(async () => {
  await close();
  rmSync(folder, { recursive: true, force: true });
});

describe('a replication group', () => {
  it('says where it is', () => {
    expect(cache).toMatchObject({
      physicalId: 'dev',
      attributes: {
        'PrimaryEndPoint.Address': expect.stringMatching(/^127\./),
        'PrimaryEndPoint.Port': '21579',
      },
    });
  });

  it('confines a user to what its access string says', async () => {
    const redis = connect('catalog', 'first');
    expect(await redis.set('catalog:1', 'a product')).toBe('OK');
    await expect(redis.get('gateway:1')).rejects.toThrow(/NOPERM/);
    await expect(redis.config('GET', '*')).rejects.toThrow(/NOPERM/);
  });

  it('lets nobody in by the disabled default user', async () => {
    await expect(connect('default', 'unused').ping()).rejects.toThrow(/WRONGPASS|NOAUTH/);
  });

  it('takes two passwords while one takes the place of the other, and drops no connection', async () => {
    const early = connect('catalog', 'first');
    await early.get('catalog:1');
    await update('User', 'dev-catalog', { ...catalog, Passwords: ['first', 'second'] });
    expect(await connect('catalog', 'second').get('catalog:1')).toBe('a product');
    await update('User', 'dev-catalog', { ...catalog, Passwords: ['second'] });
    await expect(connect('catalog', 'first').get('catalog:1')).rejects.toThrow(/WRONGPASS|NOAUTH/);
    expect(await early.get('catalog:1')).toBe('a product');
  });

  it('forgets a user that left the group', async () => {
    await create('User', {
      UserId: 'dev-carts',
      UserName: 'carts',
      AccessString: 'on ~carts:* +@all',
      Passwords: ['c'],
    });
    await update('UserGroup', 'dev-services', {
      UserGroupId: 'dev-services',
      UserIds: ['dev-catalog', 'dev-default', 'dev-carts'],
    });
    expect(await connect('carts', 'c').set('carts:1', 'x')).toBe('OK');
    await update('UserGroup', 'dev-services', {
      UserGroupId: 'dev-services',
      UserIds: ['dev-catalog', 'dev-default'],
    });
    await expect(connect('carts', 'c').get('carts:1')).rejects.toThrow(/WRONGPASS|NOAUTH/);
  });

  it('says how it is, of all the nodes that it stands for, and what came since it said so last', async () => {
    await update('ReplicationGroup', 'dev', { ...group, NumCacheClusters: 2 });
    await plane.readings();
    await connect('catalog', 'second').get('catalog:none');
    const [reading, ...others] = await plane.readings();
    expect(others).toEqual([]);
    expect(reading).toMatchObject({ nodes: ['dev-001', 'dev-002'], evictions: 0, hits: 0, misses: 1 });
    expect(Number(reading?.info.get('used_memory'))).toBeGreaterThan(100_000);
    expect(Number(reading?.info.get('maxmemory'))).toBe(128 * 2 ** 20);
  });

  it('is there again after it was killed', async () => {
    await sleep(1100);
    const [pid = 0] = processes.pids;
    process.kill(pid, 'SIGKILL');
    while (!said.includes('the cache is there again')) await sleep(20);
    expect(await connect('catalog', 'second').get('catalog:1')).toBe('a product');
  });

  it('keeps its data over a restart of the rehearsal', async () => {
    await close();
    await open();
    expect(await connect('catalog', 'first').get('catalog:1')).toBe('a product');
  });

  it('is described in the terms of ElastiCache', async () => {
    const operations = plane.apis[0]?.operations;
    expect(await operations?.DescribeReplicationGroups?.({})).toMatchObject({
      ReplicationGroups: { items: [{ ReplicationGroupId: 'dev', Status: 'available' }] },
    });
    expect(await operations?.DescribeUsers?.({ UserId: 'dev-catalog' })).toMatchObject({
      Users: [
        {
          UserName: 'catalog',
          UserGroupIds: ['dev-services'],
          Authentication: { Type: 'password', PasswordCount: 1 },
        },
      ],
    });
  });

  it.each<[Properties, string]>([
    [{ TransitEncryptionEnabled: false }, "'TransitEncryptionEnabled' must be true"],
    [{ NumNodeGroups: 2 }, 'cluster mode is not played here'],
    [{ Engine: 'memcached' }, "engine 'memcached' is not played here"],
  ])('with %j is refused', async (changed, sentence) => {
    await expect(
      create('ReplicationGroup', { ...group, ReplicationGroupId: 'other', ...changed }),
    ).rejects.toThrow(sentence);
  });
});
