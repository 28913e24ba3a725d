import { describe, expect, it } from '@jest/globals';
import type { Properties } from '../../../../../pipeline/guards/cost/stack.ts';
import { cents, chargesOf, costWith, monthlyOf } from '../charges-of.ts';

const rules = (count: number) => Array.from({ length: count }, (_, index) => ({ Name: `Rule${index}` }));
const stat = (metric: string) => ({ MetricStat: { Metric: { MetricName: metric } } });

const cases: readonly [what: string, type: string, properties: Properties, usd: number][] = [
  ['an elastic address', 'AWS::EC2::EIP', {}, 3.65],
  ['a gateway', 'AWS::EC2::NatGateway', {}, 37.96],
  ['an endpoint to S3', 'AWS::EC2::VPCEndpoint', { VpcEndpointType: 'Gateway' }, 0],
  [
    'an endpoint in two zones',
    'AWS::EC2::VPCEndpoint',
    { VpcEndpointType: 'Interface', SubnetIds: ['a', 'b'] },
    17.52,
  ],
  [
    'a public balancer in two zones, with an address in each',
    'AWS::ElasticLoadBalancingV2::LoadBalancer',
    { Type: 'application', Scheme: 'internet-facing', Subnets: ['a', 'b'] },
    27.01,
  ],
  [
    'an internal balancer, which has no public address',
    'AWS::ElasticLoadBalancingV2::LoadBalancer',
    { Type: 'application', Scheme: 'internal', Subnets: ['a', 'b'] },
    19.71,
  ],
  [
    'a balancer that writes its log in two zones each five minutes',
    'AWS::ElasticLoadBalancingV2::LoadBalancer',
    {
      Type: 'application',
      Scheme: 'internal',
      Subnets: ['a', 'b'],
      LoadBalancerAttributes: [{ Key: 'access_logs.s3.enabled', Value: 'true' }],
    },
    19.8,
  ],
  [
    'an instance, with its disk and its metrics',
    'AWS::EC2::Instance',
    {
      InstanceType: 't4g.nano',
      Monitoring: true,
      BlockDeviceMappings: [{ Ebs: { VolumeSize: 8, VolumeType: 'gp3' } }],
    },
    6.37,
  ],
  [
    'a database with its storage and the secret of its master',
    'AWS::RDS::DBInstance',
    {
      DBInstanceClass: 'db.t4g.micro',
      AllocatedStorage: '20',
      StorageType: 'gp3',
      ManageMasterUserPassword: true,
    },
    17.01,
  ],
  [
    'a database with a standby, all of it twice',
    'AWS::RDS::DBInstance',
    { DBInstanceClass: 'db.t4g.micro', AllocatedStorage: '20', StorageType: 'gp3', MultiAZ: true },
    33.22,
  ],
  [
    'a database with advanced insights into its two processors',
    'AWS::RDS::DBInstance',
    {
      DBInstanceClass: 'db.t4g.micro',
      AllocatedStorage: '20',
      StorageType: 'gp3',
      DatabaseInsightsMode: 'advanced',
    },
    37.63,
  ],
  [
    'a cache with a replica',
    'AWS::ElastiCache::ReplicationGroup',
    { CacheNodeType: 'cache.t4g.micro', NumCacheClusters: 2 },
    21.02,
  ],
  ['a firewall with five rules', 'AWS::WAFv2::WebACL', { Rules: rules(5) }, 10],
  ['a key', 'AWS::KMS::Key', {}, 1],
  ['a secret', 'AWS::SecretsManager::Secret', {}, 0.4],
  ['a secret with a copy in another region', 'AWS::SecretsManager::Secret', { ReplicaRegions: [{}] }, 0.8],
  ['a standard parameter', 'AWS::SSM::Parameter', { Tier: 'Standard' }, 0],
  ['an advanced parameter', 'AWS::SSM::Parameter', { Tier: 'Advanced' }, 0.05],
  ['a zone', 'AWS::Route53::HostedZone', {}, 0.5],
  ['an alarm', 'AWS::CloudWatch::Alarm', { MetricName: 'Errors', Period: 60 }, 0.1],
  [
    'an alarm on two metrics',
    'AWS::CloudWatch::Alarm',
    { Metrics: [stat('a'), stat('b'), { Expression: 'a+b' }] },
    0.2,
  ],
  [
    'an alarm that looks every ten seconds',
    'AWS::CloudWatch::Alarm',
    { MetricName: 'Errors', Period: 10 },
    0.3,
  ],
  [
    'an alarm on what is normal',
    'AWS::CloudWatch::Alarm',
    { Metrics: [stat('a')], ThresholdMetricId: 'band' },
    0.3,
  ],
  ['a composite alarm', 'AWS::CloudWatch::CompositeAlarm', {}, 0.5],
  ['a dashboard', 'AWS::CloudWatch::Dashboard', {}, 3],
  [
    'a canary every five minutes',
    'AWS::Synthetics::Canary',
    { Schedule: { Expression: 'rate(5 minutes)' } },
    14.02,
  ],
  [
    'two alarms of scaling',
    'AWS::ApplicationAutoScaling::ScalingPolicy',
    { PolicyType: 'TargetTrackingScaling' },
    0.2,
  ],
  [
    'step scaling, whose alarms stand for themselves',
    'AWS::ApplicationAutoScaling::ScalingPolicy',
    { PolicyType: 'StepScaling' },
    0,
  ],
  ['a repository', 'AWS::ECR::Repository', {}, 0.05],
  ['an empty cluster without insights', 'AWS::ECS::Cluster', {}, 0],
  [
    'an empty cluster with insights',
    'AWS::ECS::Cluster',
    { ClusterSettings: [{ Name: 'containerInsights', Value: 'enabled' }] },
    3.9,
  ],
];

describe('each month', () => {
  it.each(cases)('%s', (_what, type, properties, usd) => {
    expect(monthlyOf(type, properties)).toBe(usd);
  });
});

describe('a firewall', () => {
  it('is not priced where it has rules that are sold apart', () => {
    const Rules = [
      {
        Name: 'Bots',
        Statement: { ManagedRuleGroupStatement: { Name: 'AWSManagedRulesBotControlRuleSet' } },
      },
    ];
    expect(() => monthlyOf('AWS::WAFv2::WebACL', { Rules })).toThrow(/'Bots' is sold apart from others/);
  });
});

describe('a database that is stopped each night', () => {
  const call = (verb: string) => ({
    Arn: `arn:aws:scheduler:::aws-sdk:rds:${verb}DBInstance`,
    Input: '{"DbInstanceIdentifier":"shoal-dev"}',
  });
  const at = (hour: number, verb: string) =>
    [
      'AWS::Scheduler::Schedule',
      {
        ScheduleExpression: `cron(0 ${hour} ? * * *)`,
        ScheduleExpressionTimezone: 'Europe/Berlin',
        Target: call(verb),
      },
    ] as const;
  const database = [
    'AWS::RDS::DBInstance',
    {
      DBInstanceIdentifier: 'shoal-dev',
      DBInstanceClass: 'db.t4g.micro',
      AllocatedStorage: '20',
      StorageType: 'gp3',
    },
  ] as const;
  const instance = ['AWS::EC2::Instance', { InstanceType: 't4g.nano' }] as const;

  it('costs its storage all the same, and its instance for the hours that the schedule leaves', () => {
    const { monthly, monthlyAwake } = costWith({
      Database: database,
      On: at(8, 'start'),
      Off: at(20, 'stop'),
    });
    expect(cents(monthlyAwake)).toBe(16.61);
    expect(monthly).toBeCloseTo(13.87 / 2 + 2.74, 1);
  });

  it('says nothing of what the schedule does not name', () => {
    const { monthly, monthlyAwake } = costWith({ Way: instance, On: at(8, 'start'), Off: at(20, 'stop') });
    expect(cents(monthly)).toBe(cents(monthlyAwake));
  });
});

describe('a gigabyte of logs', () => {
  it('costs what it costs to take in, and to keep for as long as the group keeps it', () => {
    const [charge] = chargesOf('Log', { Log: ['AWS::Logs::LogGroup', { RetentionInDays: 30 }] });
    expect(charge?.perLogGb).toBeCloseTo(0.63 + 0.15 * 0.0324, 6);
    expect(charge?.awake).toBe(0);
  });
});

describe('replicas of a database', () => {
  it('have storage like the one they copy', () => {
    const { monthly } = costWith({
      Main: [
        'AWS::RDS::DBInstance',
        { DBInstanceClass: 'db.t4g.micro', AllocatedStorage: '20', StorageType: 'gp3' },
      ],
      Reader: [
        'AWS::RDS::DBInstance',
        { DBInstanceClass: 'db.t4g.micro', StorageType: 'gp3', SourceDBInstanceIdentifier: { Ref: 'Main' } },
      ],
    });
    expect(cents(monthly)).toBe(33.22);
  });
});
