import { describe, expect, it } from '@jest/globals';
import { baselineOf, isOn } from '../../platform/stage/baseline.ts';
import { stages } from '../../platform/stages.ts';
import { resourcesOf, type SynthesizedResource, stackOf, synthesized } from '../support/synthesized.ts';

const stacks = await synthesized();

describe.each(stages)('the baseline of $name', (stage) => {
  const { name, budget } = stage;
  const { threats, trail, drift, spending } = baselineOf(stage);
  const stack = stackOf(stacks, name, 'baseline');
  const of = (type: string): readonly SynthesizedResource[] => resourcesOf([stack], type);
  const number = (on: boolean): number => (on ? 1 : 0);

  it('has what it asks for, and nothing that the account has already', () => {
    expect({
      detectors: of('AWS::GuardDuty::Detector').length,
      trails: of('AWS::CloudTrail::Trail').length,
      recorders: of('AWS::Config::ConfigurationRecorder').length,
      budgets: of('AWS::Budgets::Budget').length,
    }).toEqual({
      detectors: number(isOn(threats)),
      trails: number(isOn(trail)),
      recorders: number(isOn(drift)),
      budgets: number(isOn(spending)),
    });
  });

  it('tells operators through a topic for each severity, under a key that rotates', () => {
    const topics = of('AWS::SNS::Topic');
    expect(topics.map(({ properties }) => properties.TopicName)).toEqual([
      `${name}-pages`,
      `${name}-tickets`,
    ]);
    const keys = new Set(topics.map(({ properties }) => properties.KmsMasterKeyId['Fn::GetAtt'][0]));
    expect(keys.size).toBe(1);
    expect(
      of('AWS::KMS::Key').filter(({ id, properties }) => keys.has(id) && properties.EnableKeyRotation),
    ).toHaveLength(1);
  });

  it('lets nobody but alarms wake somebody', () => {
    const mayPublish = (topic: string) =>
      of('AWS::SNS::TopicPolicy')
        .filter(({ properties }) => JSON.stringify(properties.Topics).includes(topic))
        .flatMap(({ properties }) => JSON.stringify(properties).match(/\w+\.amazonaws\.com/g) ?? []);
    expect(new Set(mayPublish('Pages'))).toEqual(new Set(['cloudwatch.amazonaws.com']));
    expect(mayPublish('Tickets')).toContain('budgets.amazonaws.com');
  });

  it('watches inside the tasks of this cluster exactly where it is asked to', () => {
    for (const { properties } of of('AWS::GuardDuty::Detector')) {
      expect(properties.Features).toContainEqual(
        expect.objectContaining({
          Name: 'RUNTIME_MONITORING',
          Status: 'ENABLED',
          AdditionalConfiguration: expect.arrayContaining([
            { Name: 'ECS_FARGATE_AGENT_MANAGEMENT', Status: 'ENABLED' },
          ]),
        }),
      );
    }
    const [cluster] = resourcesOf([stackOf(stacks, name, 'cluster')], 'AWS::ECS::Cluster');
    expect(cluster?.properties.Tags).toContainEqual({
      Key: 'GuardDutyManaged',
      Value: String(isOn(threats)),
    });
    // Its container is pulled by the role that pulls the service's.
    const pulling = resourcesOf(
      stacks.filter((one) => one.stage === name),
      'AWS::IAM::Policy',
    ).filter(({ properties }) => JSON.stringify(properties).includes('aws-guardduty-agent-fargate'));
    expect(pulling.length > 0).toBe(isOn(threats));
  });

  it('records who read objects of its buckets, with proof that nobody changed the record', () => {
    for (const { properties } of of('AWS::CloudTrail::Trail')) {
      expect(properties).toMatchObject({ IsLogging: true, EnableLogFileValidation: true });
      expect(properties.KMSKeyId).toBeDefined();
      const [objects, account] = properties.AdvancedEventSelectors;
      expect(JSON.stringify(objects)).toContain(`s3:::${name}-"`);
      const everything = isOn(trail) && trail.records === 'all';
      expect(account === undefined).toBe(!everything);
    }
    // The prefix catches them all, since CloudFormation begins their names with those of their stacks.
    const buckets = resourcesOf(stacks, 'AWS::S3::Bucket').filter((one) => one.stage === name);
    expect(buckets.length).toBeGreaterThan(0);
    for (const { properties } of buckets) {
      expect(JSON.stringify(properties.BucketName ?? `${name}-`)).toContain(`${name}-`);
    }
  });

  it('keeps each record as long as it says, encrypted with its own key, and every version of it', () => {
    const kept = [trail, drift].filter(isOn).map(({ keepDays }) => keepDays);
    const buckets = of('AWS::S3::Bucket');
    expect(
      buckets.map(({ properties }) => properties.LifecycleConfiguration.Rules[0].ExpirationInDays),
    ).toEqual(kept);
    for (const { properties, deletionPolicy } of buckets) {
      expect(properties.VersioningConfiguration).toEqual({ Status: 'Enabled' });
      expect(JSON.stringify(properties.BucketEncryption)).toContain('aws:kms');
      expect(deletionPolicy).toBe('Retain');
    }
  });

  it('records every type that its rules look at', () => {
    for (const { properties } of of('AWS::Config::ConfigurationRecorder')) {
      expect(properties.RecordingGroup.AllSupported).toBe(false);
      expect(of('AWS::Config::ConfigRule').length).toBeGreaterThan(5);
      expect(properties.RecordingGroup.ResourceTypes.length).toBeGreaterThan(3);
      expect(of('AWS::Config::DeliveryChannel')).toHaveLength(1);
    }
  });

  it('tells of its budget by the topic and by mail, before it is spent and when it will be', () => {
    for (const { properties } of of('AWS::Budgets::Budget')) {
      expect(properties.Budget.BudgetLimit).toEqual({ Amount: budget.monthlyUsd, Unit: 'USD' });
      expect(properties.Budget.CostFilters).toEqual({ TagKeyValue: [`user:stage$${name}`] });
      const told: readonly Told[] = properties.NotificationsWithSubscribers;
      expect(told.map(({ Notification }) => Notification.NotificationType)).toContain('FORECASTED');
      expect(Math.min(...told.map(({ Notification }) => Notification.Threshold))).toBeLessThan(100);
      for (const { Subscribers } of told) {
        expect(Subscribers.map(({ SubscriptionType }) => SubscriptionType)).toContain('SNS');
      }
    }
  });
});

interface Told {
  readonly Notification: { readonly NotificationType: string; readonly Threshold: number };
  readonly Subscribers: readonly { readonly SubscriptionType: string }[];
}
