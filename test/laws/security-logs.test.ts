import { describe, expect, it } from '@jest/globals';
import { stages } from '../../platform/stages.ts';
import { resourcesOf, synthesized } from '../support/synthesized.ts';

const stacks = await synthesized();

describe('logs', () => {
  it.each(stages)('of $name end after as many days as the stage says', ({ name, logDays }) => {
    const groups = resourcesOf(stacks, 'AWS::Logs::LogGroup').filter(({ stage }) => stage === name);
    expect(groups.length).toBeGreaterThan(5);
    expect(groups.filter(({ properties }) => properties.RetentionInDays !== logDays)).toEqual([]);
  });

  it('of a function go to a group that a template holds, as one that Lambda makes never ends', () => {
    const functions = resourcesOf(stacks, 'AWS::Lambda::Function');
    expect(functions.length).toBeGreaterThan(10);
    expect(
      functions.filter(({ properties }) => properties.LoggingConfig?.LogGroup?.Ref === undefined),
    ).toEqual([]);
  });

  it('of a database and a cache go to groups that a template holds', () => {
    const groups = resourcesOf(stacks, 'AWS::Logs::LogGroup');
    for (const { stack, properties } of resourcesOf(stacks, 'AWS::RDS::DBInstance')) {
      for (const log of properties.EnableCloudwatchLogsExports) {
        const name = `/aws/rds/instance/${properties.DBInstanceIdentifier}/${log}`;
        expect(
          groups.filter((group) => group.stack === stack && group.properties.LogGroupName === name),
        ).toHaveLength(1);
      }
    }
    for (const { properties } of resourcesOf(stacks, 'AWS::ElastiCache::ReplicationGroup')) {
      expect(properties.LogDeliveryConfigurations.map(({ LogType }: { LogType: string }) => LogType)).toEqual(
        ['slow-log', 'engine-log'],
      );
    }
  });

  it('of load balancers are kept in a bucket that forgets them in time', () => {
    for (const { properties, stack, stage } of resourcesOf(
      stacks,
      'AWS::ElasticLoadBalancingV2::LoadBalancer',
    )) {
      const attributes = new Map<string, unknown>(
        properties.LoadBalancerAttributes.map(({ Key, Value }: { Key: string; Value: unknown }) => [
          Key,
          Value,
        ]),
      );
      expect(attributes.get('access_logs.s3.enabled')).toBe('true');
      const [bucket] = resourcesOf(stacks, 'AWS::S3::Bucket').filter((one) => one.stack === stack);
      expect(attributes.get('access_logs.s3.bucket')).toEqual({ Ref: bucket?.id });
      const days = stages.find(({ name }) => name === stage)?.logDays;
      expect(bucket?.properties.LifecycleConfiguration.Rules).toEqual([
        expect.objectContaining({ ExpirationInDays: days, Status: 'Enabled' }),
      ]);
    }
  });
});
