import { describe, expect, it } from '@jest/globals';
import { serviceStacks } from '../support/service-stacks.ts';
import { resourcesOf, synthesized } from '../support/synthesized.ts';

const stacks = await synthesized();

describe.each(serviceStacks(stacks))('the scaling of $name', ({ stage, service, all, one }) => {
  const target = one('AWS::ApplicationAutoScaling::ScalableTarget');
  const policies = all('AWS::ApplicationAutoScaling::ScalingPolicy').map(
    ({ properties }) => properties.TargetTrackingScalingPolicyConfiguration,
  );
  const customized = policies.filter((policy) => 'CustomizedMetricSpecification' in policy);
  const counting = (metric: string) =>
    customized.find((policy) => JSON.stringify(policy.CustomizedMetricSpecification).includes(`"${metric}"`));
  const requests = counting('RequestCountPerTarget');
  const queue = counting('ApproximateAgeOfOldestMessage');
  const cpu = policies.find((policy) => 'PredefinedMetricSpecification' in policy);
  const isWorker = service.needs.subscribes.length > 0;

  it('keeps the number of tasks between the bounds of the stage', () => {
    expect(target.properties).toMatchObject({
      ResourceId: `service/${stage.name}/${service.name}`,
      ScalableDimension: 'ecs:service:DesiredCount',
      MinCapacity: stage.tasks.min,
      MaxCapacity: stage.tasks.max,
    });
  });

  it('steers towards what the service says of itself', () => {
    expect(policies).toHaveLength(isWorker ? 3 : 2);
    expect(queue !== undefined).toBe(isWorker);
    expect(requests.TargetValue).toBe(service.scaling.requestsPerTaskPerMinute);
    expect(cpu.TargetValue).toBe(service.scaling.cpuPercent);
    expect(cpu.PredefinedMetricSpecification.PredefinedMetricType).toBe('ECSServiceAverageCPUUtilization');
  });

  it('counts the requests of both colours, and a colour that rests as zero', () => {
    const metrics: readonly Metric[] = requests.CustomizedMetricSpecification.Metrics;
    const counted = metrics.filter(({ MetricStat }) => MetricStat !== undefined);
    expect(
      counted.map(({ Id, MetricStat }) => ({
        id: Id,
        stat: MetricStat?.Stat,
        metric: MetricStat?.Metric.MetricName,
        group: MetricStat?.Metric.Dimensions.find(({ Name }) => Name === 'TargetGroup')?.Value,
      })),
    ).toEqual(
      ['Blue', 'Green'].map((colour) => ({
        id: colour.toLowerCase(),
        stat: 'Sum',
        metric: 'RequestCountPerTarget',
        group: { 'Fn::GetAtt': [colour, 'TargetGroupFullName'] },
      })),
    );
    const [sum, ...others] = metrics.filter(({ ReturnData }) => ReturnData);
    expect(sum?.Expression).toBe('blue + green');
    expect(others).toEqual([]);
  });
});

describe.each(serviceStacks(stacks).filter(({ service }) => service.needs.subscribes.length > 0))(
  'the queue of $name',
  ({ stage, service, names, all }) => {
    const policy = all('AWS::ApplicationAutoScaling::ScalingPolicy')
      .map(({ properties }) => properties)
      .find(({ PolicyName }) => PolicyName === `${names.family}-queue`);
    const specification = policy?.TargetTrackingScalingPolicyConfiguration;
    const metrics: readonly Metric[] = specification?.CustomizedMetricSpecification.Metrics ?? [];

    it('brings tasks long before its alarm: by the age of its oldest event, and by the backlog of each task', () => {
      const age = resourcesOf(stacks, 'AWS::CloudWatch::Alarm').find(
        ({ properties }) => properties.AlarmName === `${stage.name}/${service.name}/queue-age`,
      );
      expect(specification.TargetValue).toBeLessThanOrEqual(age?.properties.Threshold / 2);
      expect(metrics.find(({ ReturnData }) => ReturnData)?.Expression).toBe(
        `MAX([age, backlog / (tasks * ${service.scaling.eventsPerTaskPerSecond})])`,
      );
    });

    it('is its own, and so are the tasks it is divided by', () => {
      const dimensions = metrics.flatMap(({ MetricStat }) => MetricStat?.Metric.Dimensions ?? []);
      expect(dimensions).toEqual([
        { Name: 'QueueName', Value: `${stage.name}-${service.name}` },
        { Name: 'QueueName', Value: `${stage.name}-${service.name}` },
        { Name: 'ClusterName', Value: names.cluster },
        { Name: 'ServiceName', Value: names.service },
      ]);
      const queues = resourcesOf(stacks, 'AWS::SQS::Queue').map(({ properties }) => properties.QueueName);
      expect(queues).toContain(`${stage.name}-${service.name}`);
    });
  },
);

interface Metric {
  readonly Id: string;
  readonly ReturnData: boolean;
  readonly Expression?: string;
  readonly MetricStat?: {
    readonly Stat: string;
    readonly Metric: {
      readonly MetricName: string;
      readonly Dimensions: readonly { readonly Name: string; readonly Value: unknown }[];
    };
  };
}
