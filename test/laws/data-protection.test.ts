import { describe, expect, it } from '@jest/globals';
import { stages } from '../../platform/stages.ts';
import { resourcesOf, stackOf, synthesized } from '../support/synthesized.ts';

const stacks = await synthesized();

describe.each(stages)('the data of $name', ({ name, protectsData, database, cache, zones }) => {
  const stack = stackOf(stacks, name, 'data');
  const one = (type: string) => {
    const [found, ...others] = stack.resources.filter((resource) => resource.type === type);
    expect(others).toEqual([]);
    return found;
  };
  const server = one('AWS::RDS::DBInstance');
  const store = one('AWS::ElastiCache::ReplicationGroup');

  it(`${protectsData ? 'cannot' : 'can'} be deleted with its stack`, () => {
    expect(stack.terminationProtection).toBe(protectsData);
    expect(server?.properties.DeletionProtection).toBe(protectsData);
    expect(server?.deletionPolicy).toBe(protectsData ? 'Snapshot' : 'Delete');
    expect(store?.deletionPolicy).toBe(protectsData ? 'Snapshot' : 'Delete');
    const [key] = stack.resources.filter(({ type }) => type === 'AWS::KMS::Key');
    expect(key?.deletionPolicy).toBe(protectsData ? 'Retain' : 'Delete');
  });

  it('is backed up for as long as the stage says', () => {
    expect(server?.properties).toMatchObject({
      BackupRetentionPeriod: database.backupDays,
      DeleteAutomatedBackups: !protectsData,
      CopyTagsToSnapshot: true,
    });
    expect(store?.properties.SnapshotRetentionLimit).toBe(cache.snapshotDays);
  });

  it('survives a zone where the stage pays for it', () => {
    expect(server?.properties.MultiAZ).toBe(database.multiAz);
    expect(store?.properties).toMatchObject({
      NumCacheClusters: cache.replicas + 1,
      MultiAZEnabled: cache.replicas > 0,
      AutomaticFailoverEnabled: cache.replicas > 0,
    });
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
});

describe('the images', () => {
  const stack = stackOf(stacks, 'tools', 'registry');

  it('are kept when their stack is deleted, which nobody does by mistake', () => {
    expect(stack.terminationProtection).toBe(true);
    const repositories = resourcesOf([stack], 'AWS::ECR::Repository');
    expect(repositories.length).toBeGreaterThan(0);
    expect(repositories.filter(({ deletionPolicy }) => deletionPolicy !== 'Retain')).toEqual([]);
  });

  it('never change under a tag, are scanned, and end', () => {
    for (const { properties } of resourcesOf([stack], 'AWS::ECR::Repository')) {
      expect(properties).toMatchObject({
        ImageTagMutability: 'IMMUTABLE',
        ImageScanningConfiguration: { ScanOnPush: true },
      });
      expect(JSON.parse(properties.LifecyclePolicy.LifecyclePolicyText).rules).toHaveLength(2);
    }
  });
});
