import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AddressBook } from '../../../rehearsal/addresses.ts';
import { findServerPrograms } from '../../../rehearsal/binaries/binaries.ts';
import { createCertificates } from '../../../rehearsal/certificates/certificates.ts';
import {
  createElastiCachePlane,
  type ElastiCachePlane,
} from '../../../rehearsal/elasticache/elasticache-plane.ts';
import { ProcessBook } from '../../../rehearsal/processes.ts';
import { alarmsOf } from '../../alarms/synthesized-alarms.ts';
import { synthesized } from '../../support/synthesized.ts';
import { PlayedMetrics } from './played-metrics.ts';

const folder = mkdtempSync(join(tmpdir(), 'shoal-cache-silence-'));
/** Those of a stage in which services promise something, so that all there are of the cache are there. */
const alarms = alarmsOf(await synthesized()).filter(({ name }) => name.startsWith('staging/cache/'));
let processes: ProcessBook;
let plane: ElastiCachePlane;
let played: PlayedMetrics;

beforeAll(async () => {
  processes = new ProcessBook(folder);
  plane = createElastiCachePlane({
    stateFolder: folder,
    region: 'eu-central-1',
    processes,
    addresses: new AddressBook({ stateFolder: folder, basePort: 21800 }),
    certificates: await createCertificates({ stateFolder: folder }),
    program: async () =>
      (await findServerPrograms({ stateFolder: '.shoal', progress: () => undefined })).cache,
    // Asked every ten seconds of the clock below, so that minutes of silence pass in moments.
    patienceMs: 60,
  });
  await plane.types
    .find(({ type }) => type === 'AWS::ElastiCache::ReplicationGroup')
    ?.create({
      ...{ stackName: 'staging-data', stackId: 'arn', logicalId: 'Cache', progress: () => undefined },
      type: 'AWS::ElastiCache::ReplicationGroup',
      properties: {
        Engine: 'valkey',
        ReplicationGroupId: 'shoal-staging',
        NumCacheClusters: 2,
        UserGroupIds: [],
        TransitEncryptionEnabled: true,
      },
    });
  played = new PlayedMetrics({ caches: () => plane.readings() });
  const parts = alarms.filter(({ resource }) => resource.type === 'AWS::CloudWatch::Alarm');
  const made = [...parts, ...alarms.filter((alarm) => !parts.includes(alarm))];
  for (const { resource } of made) await played.create(resource.type, resource.properties);
});
afterAll(async () => {
  for (const pid of processes.pids) process.kill(pid, 'SIGCONT');
  await plane.close();
  await processes.close();
  rmSync(folder, { recursive: true, force: true });
});

const inAlarm = () => alarms.map(({ name }) => name).filter((name) => played.state(name) === 'ALARM');

describe('the alarms on a cache whose server is paused', () => {
  it('are silent while it answers', async () => {
    expect(alarms.length).toBeGreaterThan(4);
    await played.pass(600);
    expect(inAlarm()).toEqual([]);
  });

  it('explain first what services tell, and then wake somebody', async () => {
    const [pid = 0] = processes.pids;
    process.kill(pid, 'SIGSTOP');
    await played.pass(270);
    expect(inAlarm().toSorted()).toEqual(['staging/cache/outage', 'staging/cache/outage-3m']);
    await played.pass(240);
    expect(inAlarm()).toContain('staging/cache/silent');
  }, 30_000);

  it('are over when it answers again', async () => {
    const [pid = 0] = processes.pids;
    process.kill(pid, 'SIGCONT');
    await played.pass(120);
    expect(inAlarm()).toEqual([]);
  });
});
