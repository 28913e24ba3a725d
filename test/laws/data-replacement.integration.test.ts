import { describe, expect, it } from '@jest/globals';
import { App } from 'aws-cdk-lib';
import { DataStack } from '../../lib/data/data-stack.ts';
import { NetworkStack } from '../../lib/network/network-stack.ts';
import { changesBetween } from '../../pipeline/guards/changes-between.ts';
import { refusedAmong, refusedChanges } from '../../pipeline/guards/data-replacement.ts';
import { carriers, dataTypes } from '../../pipeline/guards/data-types.ts';
import type { Synthesis } from '../../pipeline/guards/resource-change.ts';
import { trafficTypes } from '../../pipeline/guards/traffic-types.ts';
import { services } from '../../platform/services.ts';
import { prod, type StageDefinition } from '../../platform/stages.ts';
import { specificationOf } from '../support/cloudformation-spec.ts';
import { synthesized } from '../support/synthesized.ts';

const stacks = await synthesized();

/** What stage `prod` keeps data in, were it defined like this. */
function dataOf(change: Partial<StageDefinition>): Synthesis {
  const stage = { ...prod, ...change };
  const app = new App();
  const network = new NetworkStack(app, 'network', { stage });
  const data = new DataStack(app, 'data', { stage, network, services });
  return new Map([['prod-data', app.synth().getStackArtifact(data.artifactId).template]]);
}

const { database, cache } = prod;
const today = dataOf({});

describe('a bigger database or cache', () => {
  it.each([
    ['class', { database: { ...database, instanceClass: 'r8g.2xlarge' } }, ['DBInstanceClass']],
    ['storage', { database: { ...database, storageGiB: 200 } }, ['AllocatedStorage']],
    ['room to grow', { database: { ...database, maxStorageGiB: 1000 } }, ['MaxAllocatedStorage']],
    ['memory of backups', { database: { ...database, backupDays: 14 } }, ['BackupRetentionPeriod']],
    ['node', { cache: { ...cache, nodeType: 'cache.r7g.2xlarge' } }, ['CacheNodeType']],
    ['memory of snapshots', { cache: { ...cache, snapshotDays: 14 } }, ['SnapshotRetentionLimit']],
  ])('is one value, and changes one property in place: its %s', (_, change, properties) => {
    const changes = changesBetween(today, dataOf(change));
    // What is told follows the size: from how many connections on, or how little memory.
    const data = changes.filter(({ type }) => type !== 'AWS::CloudWatch::Alarm');
    expect(data.flatMap((one) => one.properties.map(({ property }) => property))).toEqual(properties);
    expect(refusedAmong(changes)).toEqual([]);
  });

  it('is a bigger number of nodes, whose alarms look at all of them', () => {
    const changes = changesBetween(today, dataOf({ cache: { ...cache, replicas: 2 } }));
    expect(changes.map(({ type, properties }) => [type, properties.map(({ property }) => property)])).toEqual(
      expect.arrayContaining([
        ['AWS::ElastiCache::ReplicationGroup', ['NumCacheClusters']],
        ['AWS::CloudWatch::Alarm', ['Metrics']],
      ]),
    );
    expect(new Set(changes.map(({ type }) => type)).size).toBe(2);
    expect(changes.filter(({ type }) => type === 'AWS::CloudWatch::Alarm')).toHaveLength(5);
    expect(refusedAmong(changes)).toEqual([]);
  });

  it('has copies to read from and a proxy before it, beside what is there', () => {
    const more = {
      ...database,
      replicas: 1,
      insights: { mode: 'standard' },
      proxy: { connectionsPercent: 80, borrowSeconds: 5 },
    } as const;
    expect(refusedChanges(today, dataOf({ database: more }))).toEqual([]);
  });
});

describe('a replacement', () => {
  it('of data by another name of the stage is refused for the database, the cache and their like', () => {
    const renamed = new Map([['prod-data', [...dataOf({ name: 'shop' }).values()][0] ?? { Resources: {} }]]);
    const lost = refusedChanges(today, renamed).map(({ sentence }) => sentence);
    expect(lost).toEqual([
      expect.stringContaining("DBInstanceIdentifier 'shoal-prod' -> 'shoal-shop'"),
      expect.stringContaining("ReplicationGroupId 'shoal-prod' -> 'shoal-shop'"),
    ]);
  });

  it('is known for every type that a stage keeps when its stack goes', () => {
    const keptTypes = stacks.flatMap(({ resources }) =>
      resources
        .filter(({ deletionPolicy = '' }) => /^Retain|^Snapshot$/.test(deletionPolicy))
        .map(({ type }) => type),
    );
    expect(new Set(keptTypes).size).toBeGreaterThan(4);
    expect([...new Set(keptTypes)].filter((type) => !(type in dataTypes))).toEqual([]);
  });

  it('is told by the same properties as in the specification of AWS', () => {
    const traffic = Object.entries(trafficTypes).filter(([type]) => type.startsWith('AWS::'));
    const specified = specificationOf([
      ...Object.keys(dataTypes),
      ...Object.keys(carriers),
      ...traffic.map(([type]) => type),
    ]);
    const ours: Record<string, unknown> = {};
    for (const [type, known] of Object.entries(dataTypes)) {
      const { replacedBy, perhapsReplacedBy = [], keptDespite = {} } = known;
      ours[type] = {
        replacedBy: replacedBy.toSorted(),
        perhapsReplacedBy: [...perhapsReplacedBy, ...Object.keys(keptDespite)].sort(),
      };
    }
    for (const [type, replacedBy] of Object.entries(carriers)) {
      ours[type] = { replacedBy: replacedBy.toSorted(), perhapsReplacedBy: [] };
    }
    for (const [type, { replacedBy }] of traffic) {
      ours[type] = { replacedBy: replacedBy.toSorted(), perhapsReplacedBy: [] };
    }
    expect(ours).toEqual(Object.fromEntries(specified));
  });
});
