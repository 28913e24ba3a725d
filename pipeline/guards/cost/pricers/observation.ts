import { byLogs, type Charge, fixed } from '../charge.ts';
import { compressed } from '../compressed.ts';
import { counted } from '../counted.ts';
import type { Priced, Pricers } from '../pricer.ts';
import { hoursOfMonth } from '../prices/prices.ts';
import { at, isRecord, numberAt, recordsAt, textAt } from '../property.ts';
import type { Properties } from '../stack.ts';
import { archivingOf } from './archive.ts';
import { storingOf } from './storing.ts';

const group = 'alarms and dashboards';
const daysOfMonth = 30;

/**
 * Container Insights makes these of the cluster, and of each service with its family, as AWS lists them by dimension. A
 * published bill for one cluster with one service has 28 beyond the 10 that are free.
 */
const insights = { cluster: 13, service: 25, task: 24 } as const;

export const observationPricers: Pricers = {
  'AWS::CloudWatch::Alarm': ({ resource: { properties }, prices }) => {
    const metrics = metricsOf(properties);
    const isFast = (numberAt(properties, 'Period') ?? 60) < 60;
    return [
      fixed(
        { group, what: `alarm on ${counted(metrics, 'metric')}` },
        metrics * prices.of(isFast ? 'alarm.metric.fast' : 'alarm.metric'),
      ),
    ];
  },
  'AWS::CloudWatch::CompositeAlarm': ({ prices }) => [
    fixed({ group, what: 'composite alarm' }, prices.of('alarm.composite')),
  ],
  'AWS::CloudWatch::Dashboard': ({ prices }) => [
    fixed({ group, what: 'dashboard' }, prices.of('dashboard.month')),
  ],
  'AWS::ApplicationAutoScaling::ScalingPolicy': ({ resource: { properties }, prices }) => {
    if (textAt(properties, 'PolicyType') !== 'TargetTrackingScaling') return [];
    const own = recordsAt(
      properties,
      'TargetTrackingScalingPolicyConfiguration.CustomizedMetricSpecification.Metrics',
    ).filter((metric) => isRecord(metric.MetricStat)).length;
    const metrics = Math.max(1, own);
    return [
      fixed(
        { group, what: `scaling's 2 alarms on ${counted(metrics, 'metric')}` },
        2 * metrics * prices.of('alarm.metric'),
      ),
    ];
  },
  'AWS::Synthetics::Canary': ({ resource: { properties }, prices }) => {
    const runs = runsOf(textAt(properties, 'Schedule.Expression') ?? '');
    return [fixed({ group, what: `${Math.round(runs)} runs of a canary` }, runs * prices.of('canary.run'))];
  },
  'AWS::ECS::Cluster': (priced) => insightsOf(priced),
  'AWS::Logs::LogGroup': (priced) => {
    const { resource, prices } = priced;
    const { properties } = resource;
    const days = numberAt(properties, 'RetentionInDays') ?? 365;
    const seldom = textAt(properties, 'LogGroupClass') === 'INFREQUENT_ACCESS';
    const ingested = prices.of(seldom ? 'logs.ingested.seldom' : 'logs.ingested');
    const perGb = ingested + (compressed * prices.of('logs.stored') * days) / daysOfMonth;
    const archived = archivingOf(priced);
    const what = `each GB, kept for ${days} days${archived === 0 ? '' : ' and archived'}`;
    return [byLogs({ group: 'logs', what }, perGb + archived)];
  },
  'AWS::S3::Bucket': ({ resource: { properties }, prices }) => {
    const { days, usd } = storingOf(properties, prices);
    const what = days === undefined ? 'each GB and month' : `each GB, kept for ${days} days`;
    return [byLogs({ group: 'logs', what }, usd)];
  },
};

function metricsOf(properties: Properties): number {
  const stats = recordsAt(properties, 'Metrics').filter((metric) => isRecord(metric.MetricStat)).length;
  // A band of what is normal is billed as two metrics more.
  const band = at(properties, 'ThresholdMetricId') === undefined ? 0 : 2;
  return Math.max(1, stats) + band;
}

function runsOf(expression: string): number {
  const [, count, unit] = /^rate\((\d+) (minute|hour)s?\)$/.exec(expression) ?? [];
  if (count === undefined) {
    throw new Error(`a canary's schedule '${expression}' is not understood, only rate(<count> minutes) is`);
  }
  return (hoursOfMonth * (unit === 'hour' ? 1 : 60)) / Number(count);
}

function insightsOf({ resource, estate, prices }: Priced): readonly Charge[] {
  const setting = recordsAt(resource.properties, 'ClusterSettings').find(
    (each) => textAt(each, 'Name') === 'containerInsights',
  );
  const kind = textAt(setting ?? {}, 'Value') ?? 'disabled';
  if (kind === 'disabled') return [];
  const services = estate.ofType('AWS::ECS::Service');
  const tasks = services.reduce((sum, service) => sum + estate.tasksOf(service).awake, 0);
  const standard = insights.cluster + insights.service * services.length;
  const enhanced = standard + insights.task * Math.round(tasks);
  return [
    kind === 'enhanced'
      ? fixed(
          { group: 'metrics', what: `Container Insights, enhanced: ${enhanced} metrics` },
          enhanced * prices.of('metric.enhanced'),
        )
      : fixed(
          { group: 'metrics', what: `Container Insights: ${standard} metrics` },
          standard * prices.of('metric.custom'),
        ),
  ];
}
