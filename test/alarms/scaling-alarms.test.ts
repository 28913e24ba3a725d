import { describe, expect, it } from '@jest/globals';
import { resourcesOf, synthesized } from '../support/synthesized.ts';
import { type GoldenSeries, loudOnes, type Minute, type Phase, slowOnes } from './golden-series.ts';
import { resolved, type SynthesizedAlarm } from './synthesized-alarms.ts';

const policies = resourcesOf(await synthesized(), 'AWS::ApplicationAutoScaling::ScalingPolicy').flatMap(
  ({ address, stage, properties }) => {
    const tracking = properties.TargetTrackingScalingPolicyConfiguration;
    const metrics = tracking?.CustomizedMetricSpecification?.Metrics;
    return metrics === undefined ? [] : [{ address, stage, target: tracking.TargetValue, metrics }];
  },
);

/** The alarm that AWS makes of such a policy, to add tasks: three minutes above the target. */
const toAddTasks = policies.map(({ address, stage, target, metrics }): SynthesizedAlarm => {
  const perMinute = (query: { readonly MetricStat?: object }) =>
    query.MetricStat === undefined ? query : { ...query, MetricStat: { ...query.MetricStat, Period: 60 } };
  return {
    ...{ name: address, stage, symptom: 'add-tasks' },
    resource: {
      type: 'AWS::CloudWatch::Alarm',
      properties: {
        ...{ AlarmName: address, EvaluationPeriods: 3, Threshold: target },
        ComparisonOperator: 'GreaterThanThreshold',
        Metrics: resolved(metrics.map(perMinute), []),
      },
    },
  };
});
const watching = (metric: string) =>
  toAddTasks.filter(({ resource }) => JSON.stringify(resource).includes(`"${metric}"`));

describe.each<readonly [string, readonly SynthesizedAlarm[], Minute, Minute]>([
  [
    'requests',
    watching('RequestCountPerTarget'),
    { RequestCountPerTarget: 60 },
    { RequestCountPerTarget: 60_000 },
  ],
  [
    'events that wait',
    watching('ApproximateAgeOfOldestMessage'),
    { ApproximateNumberOfMessagesVisible: 0, CPUUtilization: 20 },
    { ApproximateAgeOfOldestMessage: 200, ApproximateNumberOfMessagesVisible: 5000, CPUUtilization: 90 },
  ],
])('services that scale by %s', (_, alarms, calm, busy) => {
  const rush: readonly Phase[] = [
    [10, calm],
    [10, busy],
  ];
  const slow = (promisedMinutes: number, series: GoldenSeries) => slowOnes(alarms, promisedMinutes, series);

  it('exist', () => {
    expect(alarms).not.toEqual([]);
  });

  it('get more tasks after three minutes', () => {
    expect(slow(3, { phases: rush })).toEqual([]);
  });

  // With FILL the minute that has not arrived yet would be a calm one, and three in a row never above the target.
  it.each([30, 60, 120])(
    'get more tasks after five minutes when metrics are %d seconds late',
    (lateBySeconds) => {
      expect(slow(5, { phases: rush, lateBySeconds })).toEqual([]);
    },
  );

  it('get none for two busy minutes', () => {
    const phases: readonly Phase[] = [
      [10, calm],
      [2, busy],
      [10, calm],
    ];
    expect(loudOnes(alarms, { phases })).toEqual([]);
  });
});
