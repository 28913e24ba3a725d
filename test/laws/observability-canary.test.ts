import { describe, expect, it } from '@jest/globals';
import { stages } from '../../platform/stages.ts';
import { statementsOf } from '../support/policies.ts';
import { resourcesOf, synthesized } from '../support/synthesized.ts';

const stacks = await synthesized();

describe.each(stages)('the canary of $name', ({ name, canary: settings, domain, logDays }) => {
  const own = stacks.filter((stack) => stack.stage === name);
  const canaries = resourcesOf(own, 'AWS::Synthetics::Canary');

  if ('none' in settings) {
    it('is not there, and costs nothing', () => {
      expect(canaries).toEqual([]);
    });
    return;
  }

  const [canary] = canaries;
  const beside = stacks.filter((stack) => stack.name === `${name}-canary`);
  const role = resourcesOf(beside, 'AWS::IAM::Policy').flatMap(statementsOf);

  it('comes by the clock of its stage, from outside, to the name that customers use', () => {
    expect(canary?.properties).toMatchObject({
      Name: `shoal-${name}-shopper`,
      Schedule: { Expression: `rate(${settings.everyMinutes} minutes)` },
      StartCanaryAfterCreation: true,
      RunConfig: {
        EnvironmentVariables: { SHOP_URL: 'none' in domain ? expect.anything() : `https://${domain.name}` },
      },
    });
    // In the network it would come by another way than customers do.
    expect(canary?.properties.VPCConfig).toBeUndefined();
  });

  it('runs in the newest runtime without a browser that is known, and takes its function along when it goes', () => {
    expect(canary?.properties.RuntimeVersion).toBe('syn-nodejs-5.4');
    expect(canary?.properties.ProvisionedResourceCleanup).toBe('AUTOMATIC');
  });

  it('leaves what it saw encrypted, in a bucket that forgets it in time', () => {
    const [bucket] = resourcesOf(beside, 'AWS::S3::Bucket');
    expect(JSON.stringify(canary?.properties.ArtifactS3Location)).toContain(`"Ref":"${bucket?.id}"`);
    expect(canary?.properties.ArtifactConfig.S3Encryption.EncryptionMode).toBe('SSE_KMS');
    expect(bucket?.properties.LifecycleConfiguration.Rules).toEqual([
      expect.objectContaining({ ExpirationInDays: logDays, Status: 'Enabled' }),
    ]);
  });

  it('writes its log into a group that a template holds, and may make none', () => {
    const [group] = resourcesOf(beside, 'AWS::Logs::LogGroup');
    expect(group?.properties.LogGroupName).toEqual({
      'Fn::Join': ['', [`/aws/lambda/cwsyn-shoal-${name}-shopper-`, { 'Fn::GetAtt': [canary?.id, 'Id'] }]],
    });
    expect(role.flatMap(({ actions }) => actions)).not.toContain('logs:CreateLogGroup');
  });

  it('reaches nothing of the stage but what it writes: no secret, no data, no task', () => {
    expect(role.flatMap(({ actions }) => actions).toSorted()).toEqual([
      'cloudwatch:PutMetricData',
      'kms:Decrypt',
      'kms:GenerateDataKey',
      'logs:CreateLogStream',
      'logs:PutLogEvents',
      's3:GetBucketLocation',
      's3:GetObject',
      's3:ListAllMyBuckets',
      's3:PutObject',
    ]);
  });
});
