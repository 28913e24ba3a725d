import { describe, expect, it } from '@jest/globals';
import type { Properties } from '../../../../../pipeline/guards/cost/stack.ts';
import { cents, chargesOf, costWith, type Resources } from '../charges-of.ts';

const hours = 730;
const onDemand = hours * (0.25 * 0.03725 + 0.5 * 0.00409);
const spot = hours * (0.25 * 0.01139 + 0.5 * 0.00125);

interface Shop {
  readonly service?: Properties;
  readonly task?: Properties;
  readonly target?: Properties;
  readonly others?: Resources;
}

/** A service of one small arm64 task on demand, as far as it is not told otherwise. */
function shopWith({ service, task, target, others }: Shop = {}): Resources {
  return {
    Service: [
      'AWS::ECS::Service',
      {
        Cluster: 'dev',
        ServiceName: 'carts',
        TaskDefinition: 'dev-carts',
        CapacityProviderStrategy: [{ CapacityProvider: 'FARGATE', Weight: 1 }],
        ...service,
      },
    ],
    Task: [
      'AWS::ECS::TaskDefinition',
      {
        Family: 'dev-carts',
        Cpu: '256',
        Memory: '512',
        RuntimePlatform: { CpuArchitecture: 'ARM64' },
        ...task,
      },
    ],
    Target: [
      'AWS::ApplicationAutoScaling::ScalableTarget',
      { ResourceId: 'service/dev/carts', MinCapacity: 1, MaxCapacity: 4, ...target },
    ],
    ...others,
  };
}

function tasksOf(shop?: Shop) {
  const [charge] = chargesOf('Service', shopWith(shop)).filter(({ group }) => group === 'tasks');
  if (charge === undefined) throw new Error('nothing is charged for its tasks');
  return { awake: cents(charge.awake), monthly: cents(costWith(shopWith(shop)).monthly), what: charge.what };
}

describe('a service', () => {
  it('costs its least number of tasks, by their size', () => {
    expect(tasksOf().awake).toBe(cents(onDemand));
    expect(tasksOf({ target: { MinCapacity: 3 } }).awake).toBe(cents(3 * onDemand));
    expect(tasksOf({ task: { Cpu: '512', Memory: '1024' } }).awake).toBe(cents(2 * onDemand));
  });

  it('costs more on x86', () => {
    expect(tasksOf({ task: { RuntimePlatform: {} } }).awake).toBe(
      cents(hours * (0.25 * 0.04656 + 0.5 * 0.00511)),
    );
  });

  it('is on Spot as far as the weights of its providers say, after their bases', () => {
    const providers = (base: number) => ({
      CapacityProviderStrategy: [
        { CapacityProvider: 'FARGATE', Weight: 1, Base: base },
        { CapacityProvider: 'FARGATE_SPOT', Weight: 3 },
      ],
    });
    const target = { MinCapacity: 4 };
    expect(tasksOf({ service: providers(0), target }).awake).toBe(cents(onDemand + 3 * spot));
    expect(tasksOf({ service: providers(4), target }).awake).toBe(cents(4 * onDemand));
  });

  it('is where its release puts it, and not where its frozen template says', () => {
    const others: Resources = {
      Release: [
        'Custom::Release',
        { Service: 'carts', CapacityProviders: [{ CapacityProvider: 'FARGATE_SPOT', Weight: 1 }] },
      ],
    };
    expect(tasksOf({ others })).toMatchObject({
      awake: cents(spot),
      what: expect.stringContaining('on Spot'),
    });
  });

  it('costs nothing while scheduled actions have it sleep', () => {
    const action = (hour: number, capacity: number) => ({
      Schedule: `cron(0 ${hour} ? * * *)`,
      Timezone: 'Europe/Berlin',
      ScalableTargetAction: { MinCapacity: capacity, MaxCapacity: capacity },
    });
    const { awake, monthly } = tasksOf({ target: { ScheduledActions: [action(8, 1), action(20, 0)] } });
    expect(awake).toBe(cents(onDemand));
    expect(monthly).toBeCloseTo(onDemand / 2, 1);
  });

  it('needs a task definition beside it', () => {
    expect(() => tasksOf({ service: { TaskDefinition: 'dev-else' } })).toThrow(
      /dev-some\/Service: its task definition "dev-else" is not in its stack/,
    );
  });
});

describe('a million requests', () => {
  const policy: Resources = {
    Policy: [
      'AWS::ApplicationAutoScaling::ScalingPolicy',
      {
        PolicyType: 'TargetTrackingScaling',
        TargetTrackingScalingPolicyConfiguration: {
          TargetValue: 1000,
          CustomizedMetricSpecification: {
            Metrics: [{ MetricStat: { Metric: { MetricName: 'RequestCountPerTarget' } } }],
          },
        },
      },
    ],
    Rule: ['Custom::TrafficRule', { ListenerArn: { 'Fn::GetAtt': ['PublicListener', 'Arn'] } }],
  };

  it('add their traces where an agent hands them on', () => {
    const traced = (containers: readonly object[]) =>
      chargesOf('Service', shopWith({ task: { ContainerDefinitions: containers }, others: policy })).find(
        ({ group }) => group === 'traces',
      )?.perMillionRequests;
    const agent = { Environment: [{ Name: 'AOT_CONFIG_CONTENT', Value: '{"exporters":{"awsxray":{}}}' }] };
    expect(traced([agent])).toBe(5);
    expect(traced([{ Name: 'carts' }])).toBeUndefined();
  });

  it('add as many tasks as scaling would start for them', () => {
    const added = chargesOf('Service', shopWith({ others: policy })).reduce(
      (sum, { group, perMillionRequests }) => sum + (group === 'tasks' ? perMillionRequests : 0),
      0,
    );
    expect(added).toBeCloseTo((1_000_000 / 60_000) * (onDemand / hours), 6);
  });
});
