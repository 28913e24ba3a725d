import { describe, expect, it } from '@jest/globals';
import { serviceStacks } from '../support/service-stacks.ts';
import { synthesized } from '../support/synthesized.ts';

const stacks = await synthesized();

describe.each(serviceStacks(stacks))('the scaling of $name', ({ stage, service, all, one }) => {
  const target = one('AWS::ApplicationAutoScaling::ScalableTarget');
  const policies = all('AWS::ApplicationAutoScaling::ScalingPolicy').map(
    ({ properties }) => properties.TargetTrackingScalingPolicyConfiguration,
  );
  const requests = policies.find((policy) => 'CustomizedMetricSpecification' in policy);
  const cpu = policies.find((policy) => 'PredefinedMetricSpecification' in policy);

  it('keeps the number of tasks between the bounds of the stage', () => {
    expect(target.properties).toMatchObject({
      ResourceId: `service/${stage.name}/${service.name}`,
      ScalableDimension: 'ecs:service:DesiredCount',
      MinCapacity: stage.tasks.min,
      MaxCapacity: stage.tasks.max,
    });
  });

  it('steers towards what the service says of itself', () => {
    expect(policies).toHaveLength(2);
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
    expect(sum?.Expression).toBe('FILL(blue, 0) + FILL(green, 0)');
    expect(others).toEqual([]);
  });
});

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
