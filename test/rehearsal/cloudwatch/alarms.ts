import { type AlarmResource, createAlarmEvaluator } from '../../../rehearsal/cloudwatch/alarm-evaluator.ts';
import { metricsOf } from '../../../rehearsal/cloudwatch/metric-series.ts';
import type { MetricSource } from '../../../rehearsal/cloudwatch/metric-source.ts';
import { minute, requests, samples, start } from './time-series.ts';

type Properties = Readonly<Record<string, unknown>>;

/** Goes off when a minute has more than ten requests, unless told otherwise. */
export function metricAlarm(properties: Properties = {}): AlarmResource {
  return {
    type: 'AWS::CloudWatch::Alarm',
    properties: {
      AlarmName: 'shop/busy',
      Namespace: requests.namespace,
      MetricName: requests.name,
      Dimensions: Object.entries(requests.dimensions).map(([Name, Value]) => ({ Name, Value })),
      Period: 60,
      ...('ExtendedStatistic' in properties ? {} : { Statistic: 'Sum' }),
      EvaluationPeriods: 1,
      ComparisonOperator: 'GreaterThanThreshold',
      Threshold: 10,
      ...properties,
    },
  };
}

/** On requests, `m`, and whatever else the expression is about. */
export function mathAlarm(Metrics: readonly unknown[], properties: Properties = {}): AlarmResource {
  const { properties: ofOne } = metricAlarm();
  return {
    type: 'AWS::CloudWatch::Alarm',
    properties: {
      ...Object.fromEntries(
        ['AlarmName', 'EvaluationPeriods', 'ComparisonOperator', 'Threshold'].map((name) => [
          name,
          ofOne[name],
        ]),
      ),
      Metrics,
      ...properties,
    },
  };
}

export function metricStat(id: string, properties: Properties = {}, stat: Properties = {}): Properties {
  return {
    Id: id,
    ReturnData: false,
    MetricStat: {
      Metric: {
        Namespace: 'Shop',
        MetricName: 'Requests',
        Dimensions: [{ Name: 'Service', Value: 'catalog' }],
      },
      Period: 60,
      Stat: 'Sum',
      ...stat,
    },
    ...properties,
  };
}

export function compositeAlarm(rule: string, properties: Properties = {}): AlarmResource {
  return {
    type: 'AWS::CloudWatch::CompositeAlarm',
    properties: { AlarmName: 'shop/down', AlarmRule: rule, ...properties },
  };
}

export function requestsOf(text: string): MetricSource {
  return metricsOf([{ ...requests, samples: samples(text) }]);
}

/** The state at the end of each of these minutes, by its first letter: `O`, `A` or `I`. */
export function statesByMinute(
  alarm: AlarmResource,
  metrics: MetricSource | string,
  from = 1,
  to = typeof metrics === 'string' ? metrics.split(' ').length : from,
): string {
  const evaluator = createAlarmEvaluator([alarm]);
  const source = typeof metrics === 'string' ? requestsOf(metrics) : metrics;
  return Array.from({ length: to - from + 1 }, (_, index) => {
    evaluator.at(start + (from + index) * minute, source);
    return [...evaluator.statuses().values()].map(({ state }) => state[0]).join('');
  }).join(' ');
}
