import { describe, expect, it } from '@jest/globals';
import { refusedChanges } from '../../../pipeline/guards/data-replacement.ts';
import type { Synthesis, TemplateResource } from '../../../pipeline/guards/resource-change.ts';

type Resources = Readonly<Record<string, TemplateResource>>;

const kept = { DeletionPolicy: 'Retain' };
const deployed: Resources = {
  Database: {
    Type: 'AWS::RDS::DBInstance',
    DeletionPolicy: 'Snapshot',
    Properties: {
      DBInstanceIdentifier: 'shoal-prod',
      DBInstanceClass: 'db.r8g.large',
      AllocatedStorage: '100',
      MaxAllocatedStorage: 400,
      BackupRetentionPeriod: 35,
      MultiAZ: true,
      StorageEncrypted: true,
      KmsKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] },
      DBSubnetGroupName: { Ref: 'Subnets' },
    },
  },
  Subnets: { Type: 'AWS::RDS::DBSubnetGroup', Properties: { SubnetIds: ['a', 'b'] } },
  Cache: {
    Type: 'AWS::ElastiCache::ReplicationGroup',
    DeletionPolicy: 'Snapshot',
    Properties: {
      ReplicationGroupId: 'shoal-prod',
      CacheNodeType: 'cache.r7g.large',
      NumCacheClusters: 2,
      SnapshotRetentionLimit: 7,
    },
  },
  Table: { Type: 'AWS::DynamoDB::Table', ...kept },
  Bucket: { Type: 'AWS::S3::Bucket', ...kept },
  Queue: { Type: 'AWS::SQS::Queue', ...kept, Properties: { QueueName: 'prod-catalog-events' } },
  Key: { Type: 'AWS::KMS::Key', ...kept },
  Secret: {
    Type: 'AWS::SecretsManager::Secret',
    ...kept,
    Properties: { GenerateSecretString: { PasswordLength: 64 } },
  },
  Password: {
    Type: 'AWS::SecretsManager::Secret',
    DeletionPolicy: 'Delete',
    Properties: { GenerateSecretString: { PasswordLength: 64 } },
  },
};

const synthesis = (resources: Resources): Synthesis => new Map([['prod-data', { Resources: resources }]]);

/** What is refused of a deployment in which this resource has these properties instead. */
function changing(id: string, properties: Readonly<Record<string, unknown>>) {
  const resource = deployed[id];
  if (resource === undefined) throw new Error(`nothing is called ${id}`);
  const changed = { ...resource, Properties: { ...resource.Properties, ...properties } };
  return refusedChanges(synthesis(deployed), synthesis({ ...deployed, [id]: changed }));
}

function without(id: string): Resources {
  return Object.fromEntries(Object.entries(deployed).filter(([other]) => other !== id));
}

const addressesAndProperties = (refusals: ReturnType<typeof refusedChanges>) =>
  refusals.map(({ address, property }) => [address, property]);

describe('what replaces a resource that holds data', () => {
  it.each([
    ['Database', { DBInstanceIdentifier: 'shop-prod' }],
    ['Database', { KmsKeyId: { 'Fn::GetAtt': ['OtherKey', 'Arn'] } }],
    ['Database', { StorageEncrypted: false }],
    ['Database', { DBSubnetGroupName: { Ref: 'OtherSubnets' } }],
    ['Database', { MasterUsername: 'root' }],
    ['Database', { Engine: 'mariadb' }],
    ['Database', { DBSnapshotIdentifier: 'yesterday' }],
    ['Cache', { ReplicationGroupId: 'shop-prod' }],
    ['Cache', { KmsKeyId: 'another' }],
    ['Cache', { AtRestEncryptionEnabled: false }],
    ['Cache', { CacheSubnetGroupName: 'others' }],
    ['Queue', { QueueName: 'prod-catalog-orders' }],
    ['Bucket', { BucketName: 'another' }],
    ['Table', { KeySchema: [] }],
    ['Secret', { GenerateSecretString: { PasswordLength: 32 } }],
  ])('is refused: %s with %j', (id, properties) => {
    expect(addressesAndProperties(changing(id, properties))).toEqual([
      [`prod-data/${id}`, Object.keys(properties)[0]],
    ]);
  });

  it('is refused where it comes about by what the resource refers to', () => {
    expect(changing('Subnets', { DBSubnetGroupName: 'named-now' }).map(({ sentence }) => sentence)).toEqual([
      expect.stringMatching(
        /^prod-data\/Database \(AWS::RDS::DBInstance\): DBSubnetGroupName changes, since Subnets is replaced, which replaces the database by an empty one; /,
      ),
    ]);
  });

  it('is told with both values and the way that loses nothing', () => {
    const [refusal, ...others] = changing('Database', { DBInstanceIdentifier: 'shop-prod' });
    expect(others).toEqual([]);
    expect(refusal?.sentence).toBe(
      "prod-data/Database (AWS::RDS::DBInstance): DBInstanceIdentifier 'shoal-prod' -> 'shop-prod' replaces the database by an empty one; leave it; or restore a snapshot of it beside it, with the new value, lead the services there, and let this one go when nothing reads it",
    );
  });
});

describe('what takes a resource that holds data away', () => {
  it.each(['Database', 'Cache', 'Table', 'Bucket', 'Queue', 'Key', 'Secret'])('is refused: %s', (id) => {
    const refused = refusedChanges(synthesis(deployed), synthesis(without(id)));
    expect(addressesAndProperties(refused)).toEqual([[`prod-data/${id}`, undefined]]);
  });

  it('is refused of all that is in a stack, where the stack goes', () => {
    const kinds = refusedChanges(synthesis(deployed), new Map()).map(({ address }) => address);
    expect(kinds).toHaveLength(7);
  });

  it('is refused where a resource becomes another under its name', () => {
    const becomes = { ...deployed, Queue: { Type: 'AWS::SNS::Topic', ...kept } };
    expect(addressesAndProperties(refusedChanges(synthesis(deployed), synthesis(becomes)))).toEqual([
      ['prod-data/Queue', undefined],
    ]);
  });

  it('is refused one step earlier, where what holds it is no longer kept', () => {
    const unkept = { ...deployed, Bucket: { Type: 'AWS::S3::Bucket', DeletionPolicy: 'Delete' } };
    expect(addressesAndProperties(refusedChanges(synthesis(deployed), synthesis(unkept)))).toEqual([
      ['prod-data/Bucket', 'DeletionPolicy'],
    ]);
  });

  it('is allowed for what its stage lets go with its stack', () => {
    const refused = refusedChanges(synthesis(deployed), synthesis(without('Password')));
    expect(refused).toEqual([]);
  });
});

describe('what somebody has decided to lose', () => {
  const withoutQueue = synthesis(without('Queue'));

  it('is let go by its address', () => {
    expect(refusedChanges(synthesis(deployed), withoutQueue, { letGo: ['prod-data/Queue'] })).toEqual([]);
  });

  it('names something that would be lost', () => {
    expect(() => refusedChanges(synthesis(deployed), withoutQueue, { letGo: ['prod-data/Queues'] })).toThrow(
      "'prod-data/Queues' is to be let go, and no change would lose it; what would be lost: prod-data/Queue",
    );
  });
});

describe('what changes a resource and keeps its data', () => {
  it.each([
    ['Database', { DBInstanceClass: 'db.r8g.xlarge' }],
    ['Database', { AllocatedStorage: '200', MaxAllocatedStorage: 800 }],
    ['Database', { BackupRetentionPeriod: 14 }],
    ['Database', { MultiAZ: false }],
    ['Database', { EngineVersion: '8.4.11', PreferredMaintenanceWindow: 'mon:03:00-mon:04:00' }],
    ['Cache', { CacheNodeType: 'cache.r7g.xlarge' }],
    ['Cache', { NumCacheClusters: 3, SnapshotRetentionLimit: 14 }],
    ['Subnets', { SubnetIds: ['a', 'b', 'c'] }],
    ['Password', { GenerateSecretString: { PasswordLength: 32 } }],
  ])('is allowed: %s with %j', (id, properties) => {
    expect(changing(id, properties)).toEqual([]);
  });

  it('is allowed where a resource is new', () => {
    const more = { ...deployed, Reader: { Type: 'AWS::RDS::DBInstance', DeletionPolicy: 'Snapshot' } };
    expect(refusedChanges(synthesis(deployed), synthesis(more))).toEqual([]);
  });
});
