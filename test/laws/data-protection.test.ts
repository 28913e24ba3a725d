import { describe, expect, it } from '@jest/globals';
import { dataTypes } from '../../pipeline/guards/data-types.ts';
import { stages } from '../../platform/stages.ts';
import { resourcesOf, type SynthesizedResource, stackOf, synthesized } from '../support/synthesized.ts';

const stacks = await synthesized();

describe.each(stages)(
  'the data of $name',
  ({ name, protectsData, database, cache, zones, alarms: asked }) => {
    const stack = stackOf(stacks, name, 'data');
    const one = (type: string) => {
      const [found, ...others] = stack.resources.filter((resource) => resource.type === type);
      expect(others).toEqual([]);
      return found;
    };
    const server = stack.resources.find(({ type }) => type === 'AWS::RDS::DBInstance');
    const store = one('AWS::ElastiCache::ReplicationGroup');

    it(`${protectsData ? 'cannot' : 'can'} be deleted with its stack`, () => {
      expect(stack.terminationProtection).toBe(protectsData);
      expect(server?.properties.DeletionProtection).toBe(protectsData);
      expect(server?.deletionPolicy).toBe(protectsData ? 'Snapshot' : 'Delete');
      expect(store?.deletionPolicy).toBe(protectsData ? 'Snapshot' : 'Delete');
      const [key] = stack.resources.filter(({ type }) => type === 'AWS::KMS::Key');
      expect(key?.deletionPolicy).toBe(protectsData ? 'RetainExceptOnCreate' : 'Delete');
    });

    it('is backed up for as long as the stage says, when it says', () => {
      expect(server?.properties).toMatchObject({
        BackupRetentionPeriod: database.backupDays,
        PreferredBackupWindow: database.backupWindow,
        DeleteAutomatedBackups: !protectsData,
        CopyTagsToSnapshot: true,
      });
      expect(store?.properties.SnapshotRetentionLimit).toBe(cache.snapshotDays);
      expect(store?.properties.SnapshotWindow).toBe(
        cache.snapshotDays > 0 ? cache.snapshotWindow : undefined,
      );
    });

    it('is found by a backup plan', () => {
      expect(server?.properties.Tags).toContainEqual({ Key: 'shoal:backup', Value: 'yes' });
    });

    it('is patched within the week, when the stage says', () => {
      expect(server?.properties).toMatchObject({
        AutoMinorVersionUpgrade: true,
        PreferredMaintenanceWindow: database.maintenanceWindow,
      });
      expect(store?.properties).toMatchObject({
        AutoMinorVersionUpgrade: true,
        PreferredMaintenanceWindow: cache.maintenanceWindow,
      });
    });

    it('has room to grow by itself', () => {
      expect(server?.properties).toMatchObject({
        AllocatedStorage: String(database.storageGiB),
        MaxAllocatedStorage: database.maxStorageGiB,
      });
    });

    it('shows where its time goes as far as the stage pays for it', () => {
      const mode = 'mode' in database.insights ? database.insights.mode : undefined;
      expect(server?.properties).toMatchObject({ EnablePerformanceInsights: mode !== undefined });
      expect(server?.properties.DatabaseInsightsMode).toBe(mode);
      // AWS takes the advanced mode with fifteen months only.
      const days = { standard: 7, advanced: 465 };
      expect(server?.properties.PerformanceInsightsRetentionPeriod).toBe(mode && days[mode]);
    });

    it('survives a zone where the stage pays for it', () => {
      expect(server?.properties.MultiAZ).toBe(database.multiAz);
      expect(store?.properties).toMatchObject({
        NumCacheClusters: cache.replicas + 1,
        MultiAZEnabled: cache.replicas > 0,
        AutomaticFailoverEnabled: cache.replicas > 0,
      });
    });

    it('has as many copies to read from, and a proxy before it, as the stage says', () => {
      const readers = stack.resources.filter(({ properties }) => properties.SourceDBInstanceIdentifier);
      expect(readers).toHaveLength(database.replicas);
      expect(resourcesOf([stack], 'AWS::RDS::DBProxy')).toHaveLength('none' in database.proxy ? 0 : 1);
    });

    it('is in the isolated tier, out of reach of the world', () => {
      expect(server?.properties.PubliclyAccessible).toBe(false);
      for (const type of ['AWS::RDS::DBSubnetGroup', 'AWS::ElastiCache::SubnetGroup']) {
        const { SubnetIds } = one(type)?.properties ?? {};
        expect(SubnetIds).toHaveLength(zones.length);
        for (const subnet of SubnetIds) {
          expect(subnet['Fn::GetStackOutput'].OutputName).toMatch(/VpcIsolatedSubnet/);
        }
      }
    });

    it('travels encrypted, or not at all', () => {
      expect(one('AWS::RDS::DBParameterGroup')?.properties.Parameters.require_secure_transport).toBe('1');
      expect(store?.properties).toMatchObject({
        TransitEncryptionEnabled: true,
        TransitEncryptionMode: 'required',
        AtRestEncryptionEnabled: true,
      });
    });

    it('lets services into the database by their role, without a password', () => {
      expect(server?.properties.EnableIAMDatabaseAuthentication).toBe(true);
    });

    it('loses from a full cache first what would end soonest', () => {
      const group = one('AWS::ElastiCache::ParameterGroup');
      expect(group?.properties.Properties).toEqual({ 'maxmemory-policy': 'volatile-ttl' });
      expect(store?.properties.CacheParameterGroupName).toEqual({ Ref: group?.id });
    });

    it('tells when the cache is nearly full, when it drops keys, and when it is out, on whichever node', () => {
      const nodes = Array.from({ length: cache.replicas + 1 }, (_, index) => `shoal-${name}-00${index + 1}`);
      // Where services promise something, so that there is something to explain.
      const explains = !('none' in asked.objectives);
      const alarms = resourcesOf([stack], 'AWS::CloudWatch::Alarm').filter(({ properties }) =>
        properties.AlarmName.startsWith(`${name}/cache/`),
      );
      expect(alarms.map(({ properties }) => properties.AlarmName).sort()).toEqual([
        `${name}/cache/evictions`,
        ...(explains && cache.replicas > 0 ? [`${name}/cache/failover`] : []),
        `${name}/cache/memory`,
        ...(explains ? [`${name}/cache/outage-3m`] : []),
        `${name}/cache/silent`,
      ]);
      expect(store?.properties.ReplicationGroupId).toBe(`shoal-${name}`);
      for (const { properties } of alarms) {
        const watched = properties.Metrics.flatMap(
          (metric: {
            readonly MetricStat?: { readonly Metric: { readonly Dimensions: { Value: string }[] } };
          }) => metric.MetricStat?.Metric.Dimensions.map(({ Value }) => Value) ?? [],
        );
        expect(watched).toEqual(nodes);
      }
    });
  },
);

/** Made up again by a deployment, or by whoever needs it next: losing it loses nothing. */
const madeAgain: readonly RegExp[] = [
  // Passwords of cache users, and what two services sign calls with.
  /^\w+-data\/Cache\w+Password/,
  /^\w+-data\/Secrets\w+calls/,
  // Sessions end before their key does; what was typed in them is under the key of the logs.
  /^\w+-cluster\/ExecKey/,
  // What a schedule could not do is told of by its alarm, and done again by its next turn.
  /^\w+-network\/SchedulesFailures/,
];

describe.each(stages.filter(({ protectsData }) => protectsData))(
  'every resource of $name that holds data',
  ({ name }) => {
    const holding = stacks
      .filter(({ stage }) => stage === name)
      .flatMap(({ resources }) => resources)
      .filter(({ type }) => type in dataTypes)
      // A copy of the database is made again from it.
      .filter(({ properties }) => properties.SourceDBInstanceIdentifier === undefined);
    const kept = ['Retain', 'RetainExceptOnCreate', 'Snapshot'];
    const isKept = ({ deletionPolicy = '', updateReplacePolicy = '' }: SynthesizedResource): boolean =>
      kept.includes(deletionPolicy) && kept.includes(updateReplacePolicy);

    it('stays when its stack goes, and when something takes its place', () => {
      expect(holding.length).toBeGreaterThan(10);
      const lost = holding.filter((resource) => !isKept(resource)).map(({ address }) => address);
      expect(lost.filter((address) => !madeAgain.some((pattern) => pattern.test(address)))).toEqual([]);
    });
  },
);

describe('the images', () => {
  const stack = stackOf(stacks, 'tools', 'registry');

  it('are kept when their stack is deleted, which nobody does by mistake', () => {
    expect(stack.terminationProtection).toBe(true);
    const repositories = resourcesOf([stack], 'AWS::ECR::Repository');
    expect(repositories.length).toBeGreaterThan(0);
    expect(repositories.filter(({ deletionPolicy }) => deletionPolicy !== 'RetainExceptOnCreate')).toEqual(
      [],
    );
  });
});

describe('a resource that outlives its stack', () => {
  it('goes where the creation of its stack is taken back, if it has a name that the next try needs', () => {
    const named = stacks
      .flatMap(({ resources }) => resources)
      .filter(({ properties }) => names.some((name) => properties[name] !== undefined));
    expect(
      named.filter(({ deletionPolicy }) => deletionPolicy === 'RetainExceptOnCreate').length,
    ).toBeGreaterThan(5);
    expect(
      named.filter(({ deletionPolicy }) => deletionPolicy === 'Retain').map(({ address }) => address),
    ).toEqual([]);
  });

  const names = [
    'BackupVaultName',
    'BucketName',
    'Name',
    'QueueName',
    'RepositoryName',
    'TableName',
    'TopicName',
  ];
});
