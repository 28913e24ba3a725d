import { describe, expect, it } from '@jest/globals';
import { type DashboardWidget, metricsOf } from '../support/dashboards.ts';
import { type EmittedMetric, emittedBy } from '../support/emitted/emitted-metrics.ts';
import { textsOf } from '../support/emitted/references.ts';
import { resourcesOf, type SynthesizedResource, synthesized } from '../support/synthesized.ts';

const stacks = await synthesized();
const isEmitted = emittedBy(stacks);
const textOf = textsOf(stacks);
const alarms = resourcesOf(stacks, 'AWS::CloudWatch::Alarm');

interface Named {
  readonly Namespace: string;
  readonly MetricName: string;
  readonly Dimensions?: readonly { readonly Name: string; readonly Value: unknown }[];
}

/** What an alarm watches, or scaling steers by. */
function watchedBy({ stack, properties }: SynthesizedResource): readonly EmittedMetric[] {
  const queries: readonly { readonly MetricStat?: { readonly Metric: Named } }[] = properties.Metrics ?? [];
  const named =
    'MetricName' in properties
      ? [properties as Named]
      : queries.flatMap((query) => query.MetricStat?.Metric ?? []);
  return named.map(({ Namespace, MetricName, Dimensions = [] }) => ({
    namespace: Namespace,
    name: MetricName,
    dimensions: Object.fromEntries(Dimensions.map(({ Name, Value }) => [Name, textOf(Value, stack)])),
  }));
}

const sentence = (one: SynthesizedResource, metric: EmittedMetric): string =>
  `${one.properties.AlarmName ?? one.properties.DashboardName ?? one.address}: ${metric.namespace} ${metric.name} ${JSON.stringify(metric.dimensions)}`;

describe('an alarm', () => {
  it('watches metrics that a resource of the templates or the kit emits, by name and by all dimensions', () => {
    expect(alarms.length).toBeGreaterThan(100);
    const missing = alarms.flatMap((alarm) =>
      watchedBy(alarm)
        .filter((metric) => !isEmitted(metric))
        .map((metric) => sentence(alarm, metric)),
    );
    expect(missing).toEqual([]);
    expect(alarms.filter((alarm) => watchedBy(alarm).length === 0)).toEqual([]);
  });
});

describe('a panel of a dashboard', () => {
  it('shows metrics that are emitted', () => {
    const shown = resourcesOf(stacks, 'AWS::CloudWatch::Dashboard').flatMap((dashboard) => {
      const body = JSON.parse(textOf(dashboard.properties.DashboardBody, dashboard.stack));
      return (body.widgets as readonly DashboardWidget[])
        .flatMap(metricsOf)
        .map((metric) => ({ dashboard, metric }));
    });
    expect(shown.length).toBeGreaterThan(100);
    const missing = shown.filter(({ metric }) => !isEmitted(metric));
    expect(missing.map(({ dashboard, metric }) => sentence(dashboard, metric))).toEqual([]);
  });
});

describe('scaling', () => {
  it('is steered by metrics that are emitted', () => {
    const policies = resourcesOf(stacks, 'AWS::ApplicationAutoScaling::ScalingPolicy').flatMap((policy) => {
      const own = policy.properties.TargetTrackingScalingPolicyConfiguration?.CustomizedMetricSpecification;
      return own === undefined ? [] : [{ ...policy, properties: own }];
    });
    expect(policies.length).toBeGreaterThan(5);
    const missing = policies.flatMap((policy) =>
      watchedBy(policy)
        .filter((metric) => !isEmitted(metric))
        .map((metric) => sentence(policy, metric)),
    );
    expect(missing).toEqual([]);
  });
});

describe('a metric that nobody emits', () => {
  const of = (metric: Partial<EmittedMetric>) =>
    isEmitted({
      namespace: 'AWS/SQS',
      name: 'ApproximateAgeOfOldestMessage',
      dimensions: { QueueName: 'prod-recommendations' },
      ...metric,
    });

  it.each<readonly [string, Partial<EmittedMetric>]>([
    ['has a name that AWS does not know', { name: 'ApproximateAgeOfOldest' }],
    ['is in another namespace', { namespace: 'AWS/SNS' }],
    ['is of something that is not there', { dimensions: { QueueName: 'prod-recomendations' } }],
    ['has a dimension too many', { dimensions: { QueueName: 'prod-recommendations', Stage: 'prod' } }],
    ['has a dimension too few', { dimensions: {} }],
    [
      'counts restarts that Container Insights does not see',
      {
        namespace: 'ECS/ContainerInsights',
        name: 'RestartCount',
        dimensions: { ClusterName: 'prod', ServiceName: 'catalog' },
      },
    ],
    [
      'is recorded in other stages alone',
      { namespace: 'Shoal/dev', name: 'Requests', dimensions: { service: 'catalog' } },
    ],
  ])('%s', (_, metric) => {
    expect(of({})).toBe(true);
    expect(of(metric)).toBe(false);
  });
});
