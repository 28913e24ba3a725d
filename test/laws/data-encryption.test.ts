import { describe, expect, it } from '@jest/globals';
import { resourcesOf, type SynthesizedResource, synthesized } from '../support/synthesized.ts';

const stacks = await synthesized();

type KeysOf = (properties: SynthesizedResource['properties']) => readonly unknown[];

/** What stores something, and with which keys it says so. */
const stores: Readonly<Record<string, KeysOf>> = {
  'AWS::AppConfig::ConfigurationProfile': ({ KmsKeyIdentifier }) => [KmsKeyIdentifier],
  'AWS::CloudTrail::Trail': ({ KMSKeyId }) => [KMSKeyId],
  'AWS::DynamoDB::Table': ({ SSESpecification }) => [SSESpecification?.KMSMasterKeyId],
  'AWS::ECR::Repository': ({ EncryptionConfiguration }) => [EncryptionConfiguration?.KmsKey],
  'AWS::ElastiCache::ReplicationGroup': ({ KmsKeyId }) => [KmsKeyId],
  'AWS::Logs::LogGroup': ({ KmsKeyId }) => [KmsKeyId],
  'AWS::RDS::DBInstance': ({ KmsKeyId, MasterUserSecret, ...more }) => [
    KmsKeyId,
    MasterUserSecret?.KmsKeyId,
    ...(more.EnablePerformanceInsights ? [more.PerformanceInsightsKMSKeyId] : []),
  ],
  'AWS::SNS::Topic': ({ KmsMasterKeyId }) => [KmsMasterKeyId],
  'AWS::SQS::Queue': ({ KmsMasterKeyId }) => [KmsMasterKeyId],
  'AWS::SecretsManager::Secret': ({ KmsKeyId }) => [KmsKeyId],
  'AWS::S3::Bucket': ({ BucketEncryption }) =>
    BucketEncryption.ServerSideEncryptionConfiguration.map(
      (rule: { readonly ServerSideEncryptionByDefault: { readonly KMSMasterKeyID?: unknown } }) =>
        rule.ServerSideEncryptionByDefault.KMSMasterKeyID,
    ),
  'AWS::Backup::BackupVault': ({ EncryptionKeyArn }) => [EncryptionKeyArn],
};

/** Buckets that cannot have a key of ours. */
const underAnotherKey: readonly RegExp[] = [
  // Elastic Load Balancing writes access logs under S3's own key only.
  /^\w+-edge\/AccessLogs/,
];

describe('whatever is kept', () => {
  const keys = resourcesOf(stacks, 'AWS::KMS::Key');

  /** The key that a value in a stack stands for, if it is one of our templates. */
  function keyBehind(stack: string, value: unknown): SynthesizedResource | undefined {
    const named = value as { readonly Ref?: string; readonly 'Fn::GetAtt'?: readonly string[] } | undefined;
    const id = named?.Ref ?? named?.['Fn::GetAtt']?.[0];
    if (id !== undefined) return keys.find((key) => key.stack === stack && key.id === id);
    const elsewhere = (value as { readonly 'Fn::GetStackOutput'?: Record<string, string> } | undefined)?.[
      'Fn::GetStackOutput'
    ];
    const source = stacks.find(({ name }) => name === elsewhere?.StackName);
    const output = source?.template.Outputs?.[elsewhere?.OutputName ?? ''] as
      | { readonly Value: unknown }
      | undefined;
    return source && output && keyBehind(source.name, output.Value);
  }

  it.each(Object.entries(stores))('%s is under keys of its own stage, which rotate', (type, keysOf) => {
    const kept = resourcesOf(stacks, type);
    const wrong = kept.flatMap(({ address, stack, stage, properties }) =>
      keysOf(properties)
        .map((value) => keyBehind(stack, value))
        .filter((key) => key?.stage !== stage || key.properties.EnableKeyRotation !== true)
        .map(() => address),
    );
    expect(wrong.filter((address) => !underAnotherKey.some((pattern) => pattern.test(address)))).toEqual([]);
  });

  it('and stands in a parameter is public: CloudFormation makes none that are encrypted', () => {
    const parameters = resourcesOf(stacks, 'AWS::SSM::Parameter');
    expect(parameters.length).toBeGreaterThan(0);
    const publicOnes = [
      // The keys that tokens are checked with, not the ones they are signed with.
      /^\/shoal\/\w+\/token-keys$/,
    ];
    const names = parameters.map(({ properties }) => String(properties.Name));
    expect(names.filter((name) => !publicOnes.some((pattern) => pattern.test(name)))).toEqual([]);
  });

  it('is known: logs, databases, caches, queues, topics, buckets, images, secrets, settings', () => {
    const found = Object.keys(stores).filter((type) => resourcesOf(stacks, type).length > 0);
    expect(found.length).toBeGreaterThan(9);
  });
});
