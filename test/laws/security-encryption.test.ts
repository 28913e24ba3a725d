import { describe, expect, it } from '@jest/globals';
import { resourcesOf, synthesized } from '../support/synthesized.ts';

const stacks = await synthesized();

describe('keys', () => {
  const keys = resourcesOf(stacks, 'AWS::KMS::Key');

  it('rotate, every one', () => {
    expect(keys.length).toBeGreaterThan(0);
    expect(keys.filter(({ properties }) => properties.EnableKeyRotation !== true)).toEqual([]);
  });

  it('may be used beyond their account by nobody', () => {
    for (const { address, properties } of keys) {
      for (const { Principal, Condition } of properties.KeyPolicy.Statement) {
        if (Principal.AWS !== '*') continue;
        expect({ address, condition: Condition.StringEquals['kms:CallerAccount'] }).toEqual({
          address,
          condition: { Ref: 'AWS::AccountId' },
        });
      }
    }
  });
});

describe('what is stored', () => {
  it('is encrypted with a key of ours: logs, databases, caches, images', () => {
    const keyOf = {
      'AWS::Logs::LogGroup': 'KmsKeyId',
      'AWS::RDS::DBInstance': 'KmsKeyId',
      'AWS::ElastiCache::ReplicationGroup': 'KmsKeyId',
    };
    for (const [type, property] of Object.entries(keyOf)) {
      const stored = resourcesOf(stacks, type);
      expect(stored.length).toBeGreaterThan(0);
      expect(stored.filter(({ properties }) => properties[property] === undefined)).toEqual([]);
    }
    for (const { properties } of resourcesOf(stacks, 'AWS::ECR::Repository')) {
      expect(properties.EncryptionConfiguration).toEqual({
        EncryptionType: 'KMS',
        KmsKey: expect.objectContaining({ 'Fn::GetAtt': expect.any(Array) }),
      });
    }
  });

  it('is encrypted in every bucket, which shows nothing to the public, speaks TLS only and forgets in time', () => {
    const buckets = resourcesOf(stacks, 'AWS::S3::Bucket');
    expect(buckets.length).toBeGreaterThan(0);
    for (const { id, stack, properties } of buckets) {
      expect(properties.BucketEncryption.ServerSideEncryptionConfiguration).toHaveLength(1);
      expect(Object.values(properties.PublicAccessBlockConfiguration)).toEqual([true, true, true, true]);
      expect({ id, rules: properties.LifecycleConfiguration?.Rules ?? [] }).toEqual({
        id,
        rules: expect.arrayContaining([
          expect.objectContaining({ Status: 'Enabled', ExpirationInDays: expect.any(Number) }),
        ]),
      });
      const policy = resourcesOf(stacks, 'AWS::S3::BucketPolicy').find(
        (one) => one.stack === stack && one.properties.Bucket.Ref === id,
      );
      expect(policy?.properties.PolicyDocument.Statement).toContainEqual(
        expect.objectContaining({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
      );
    }
  });

  it('is encrypted on every disk of an instance', () => {
    const instances = resourcesOf(stacks, 'AWS::EC2::Instance');
    expect(instances.length).toBeGreaterThan(0);
    for (const { properties } of instances) {
      expect(
        properties.BlockDeviceMappings.map(({ Ebs }: { Ebs: { Encrypted: boolean } }) => Ebs.Encrypted),
      ).toEqual([true]);
    }
  });
});
