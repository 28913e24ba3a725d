import { describe, expect, it } from '@jest/globals';
import { createAlarmEvaluator } from '../../../rehearsal/cloudwatch/alarm-evaluator.ts';
import { metricsOf } from '../../../rehearsal/cloudwatch/metric-series.ts';
import type { MetricId } from '../../../rehearsal/cloudwatch/metric-source.ts';
import { playAlarms } from '../../../rehearsal/cloudwatch/play-alarms.ts';
import { mathAlarm, metricAlarm, metricStat, requestsOf, statesByMinute } from './alarms.ts';
import { minute, requests, samples, start } from './time-series.ts';

describe('an alarm on one metric', () => {
  it.each([
    ['GreaterThanThreshold', 'O O A'],
    ['GreaterThanOrEqualToThreshold', 'O A A'],
    ['LessThanThreshold', 'A O O'],
    ['LessThanOrEqualToThreshold', 'A A O'],
  ])('with %s is at 9, 10 and 11: %s', (ComparisonOperator, expected) => {
    expect(statesByMinute(metricAlarm({ ComparisonOperator }), '9 10 11')).toBe(expected);
  });

  it.each([
    [1, 1, '20 0 20 20 0', 'A O A A O'],
    [3, 3, '0 20 20 20 0 20', 'O O O A O O'],
    [3, 2, '0 20 20 0 0 20', 'O O A A O O'],
    [3, 1, '0 0 20 0 0 0', 'O O A A A O'],
  ])(
    'of %d periods goes off with %d of them: %s',
    (EvaluationPeriods, DatapointsToAlarm, given, expected) => {
      expect(statesByMinute(metricAlarm({ EvaluationPeriods, DatapointsToAlarm }), given)).toBe(expected);
    },
  );

  it('takes all of its periods where it does not say how many must breach', () => {
    expect(statesByMinute(metricAlarm({ EvaluationPeriods: 2 }), '0 20 0 20 20')).toBe('O O O O A');
  });

  it('looks at its dimensions and no others', () => {
    const wrong: readonly MetricId['dimensions'][] = [
      {},
      { Service: 'orders' },
      { Service: 'catalog', Task: '1' },
    ];
    const others = wrong.map((dimensions) => ({ ...requests, dimensions, samples: samples('20 20') }));
    expect(statesByMinute(metricAlarm(), metricsOf(others), 1, 2)).toBe('I I');
  });

  it('takes dimensions in any order', () => {
    const dimensions = { Task: '1', Service: 'catalog' };
    const alarm = metricAlarm({
      Dimensions: [
        { Name: 'Service', Value: 'catalog' },
        { Name: 'Task', Value: '1' },
      ],
    });
    expect(statesByMinute(alarm, metricsOf([{ ...requests, dimensions, samples: samples('20') }]))).toBe('A');
  });

  it('sees no samples of another unit than its own', () => {
    const inSeconds = metricsOf([{ ...requests, unit: 'Seconds', samples: samples('20') }]);
    expect(statesByMinute(metricAlarm({ Unit: 'Seconds' }), inSeconds)).toBe('A');
    expect(statesByMinute(metricAlarm({ Unit: 'Milliseconds' }), inSeconds)).toBe('I');
    expect(statesByMinute(metricAlarm(), inSeconds)).toBe('A');
  });

  it.each([
    [{ Statistic: 'Average' }, 'O'],
    [{ Statistic: 'Maximum' }, 'A'],
    [{ ExtendedStatistic: 'p50' }, 'O'],
    [{ ExtendedStatistic: 'p99' }, 'A'],
    [{ ExtendedStatistic: 'tm60' }, 'O'],
  ])('takes %j of what was measured in a period', (properties, expected) => {
    const metrics = metricsOf([
      { ...requests, samples: [1, 2, 20].map((value, second) => ({ at: start + second * 1000, value })) },
    ]);
    expect(statesByMinute(metricAlarm(properties), metrics)).toBe(expected);
  });
});

describe('its periods', () => {
  it('end at each minute, however long they are', () => {
    expect(statesByMinute(metricAlarm({ Period: 300 }), '0 0 5 5 5 0 0 0')).toBe('O O O O A A A O');
  });

  it('end every ten seconds where they are shorter than a minute', () => {
    const alarm = metricAlarm({ Period: 10, TreatMissingData: 'notBreaching' });
    const metrics = metricsOf([{ ...requests, samples: [{ at: start + 15_000, value: 20 }] }]);
    const { changes } = playAlarms({
      ...{ alarms: [alarm], metrics, everySeconds: 5, from: start, to: start + minute },
    });
    expect(changes.map(({ at, to }) => [(at - start) / 1000, to])).toEqual([
      [0, 'OK'],
      [20, 'ALARM'],
      [50, 'OK'],
    ]);
  });

  it('end at the full hour where they make more than a day together', () => {
    const alarm = metricAlarm({ Period: 86_400, EvaluationPeriods: 2, DatapointsToAlarm: 1 });
    const { changes } = playAlarms({
      ...{ alarms: [alarm], metrics: requestsOf(`- - - 20`), from: start, to: start + 70 * minute },
    });
    expect(changes.map(({ at, to }) => [(at - start) / minute, to])).toEqual([[60, 'ALARM']]);
  });

  it('begin with their first moment and end before their last', () => {
    const at = (ms: number) => metricsOf([{ ...requests, samples: [{ at: start + ms, value: 20 }] }]);
    const alarm = metricAlarm({ TreatMissingData: 'notBreaching' });
    expect(statesByMinute(alarm, at(0))).toBe('A');
    expect(statesByMinute(alarm, at(minute - 1))).toBe('A');
    expect(statesByMinute(alarm, at(minute))).toBe('O');
  });
});

describe('missing data', () => {
  it.each([
    ['missing', 'A A A I'],
    ['ignore', 'A A A A'],
    ['breaching', 'A A A A'],
    ['notBreaching', 'A A A O'],
  ])('are %s only when no older period is left: %s', (TreatMissingData, expected) => {
    expect(statesByMinute(metricAlarm({ TreatMissingData }), '20 - - -')).toBe(expected);
  });

  it('are missing data where nothing is said', () => {
    expect(statesByMinute(metricAlarm(), '- 0 - - -')).toBe('I O O O I');
  });

  it('leave an alarm in the state it is in, where they are ignored', () => {
    const alarm = metricAlarm({ TreatMissingData: 'ignore' });
    expect(statesByMinute(alarm, '- - 0 - - - - 20 - - - -')).toBe('I I O O O O O A A A A A');
  });

  it('are those that came too late', () => {
    const alarm = metricAlarm({ TreatMissingData: 'notBreaching' });
    const { changes } = playAlarms({
      ...{ alarms: [alarm], metrics: requestsOf('0 20 0 0 0 0'), lateBySeconds: 90 },
      ...{ from: start, to: start + 6 * minute },
    });
    expect(changes.map(({ at, to }) => [(at - start) / minute, to])).toEqual([
      [0, 'OK'],
      [4, 'ALARM'],
      [5, 'OK'],
    ]);
  });
});

describe('too few samples for a percentile', () => {
  const alarm = (EvaluateLowSampleCountPercentile: string) =>
    metricAlarm({ ExtendedStatistic: 'p90', EvaluateLowSampleCountPercentile });
  const ofSamples = (count: number) =>
    metricsOf([{ ...requests, samples: [{ at: start, value: 20, count }] }]);

  it.each([
    ['evaluate', 99, 'A'],
    ['ignore', 99, 'I'],
    ['ignore', 100, 'A'],
  ])('are told to %s: %d samples', (what, count, expected) => {
    expect(statesByMinute(alarm(what), ofSamples(count))).toBe(expected);
  });
});

describe('an alarm on an expression', () => {
  const percent = { Id: 'percent', Expression: '100 * errors / m', Label: 'Percent' };
  const errors = metricStat('errors', {}, { Metric: { Namespace: 'Shop', MetricName: 'Errors' } });

  it('watches the one series that returns data', () => {
    const metrics = metricsOf([
      { ...requests, samples: samples('200 200 0 200') },
      { namespace: 'Shop', name: 'Errors', dimensions: {}, samples: samples('10 30 30 -') },
    ]);
    expect(statesByMinute(mathAlarm([percent, metricStat('m'), errors]), metrics, 1, 4)).toBe('O A A O');
  });

  it('lets expressions use expressions', () => {
    const twice = { Id: 'twice', Expression: 'm * 2', ReturnData: false };
    const more = { Id: 'more', Expression: 'twice + 5' };
    expect(statesByMinute(mathAlarm([more, twice, metricStat('m')]), '2 3')).toBe('O A');
  });

  it('may watch a metric among others', () => {
    expect(statesByMinute(mathAlarm([metricStat('m', { ReturnData: true })]), '2 30')).toBe('O A');
  });
});

describe('what an alarm says', () => {
  const told = (given: string, properties = {}): readonly string[] =>
    playAlarms({
      alarms: [metricAlarm({ EvaluationPeriods: 3, DatapointsToAlarm: 2, ...properties })],
      ...{
        metrics: requestsOf(given),
        from: start + 3 * minute,
        to: start + given.split(' ').length * minute,
      },
    }).changes.map(({ reason }) => reason);

  it('names values, minutes and threshold', () => {
    expect(told('0 20 20.5 0 0')).toEqual([
      'Threshold Crossed: 2 out of the last 3 datapoints [20 (10:01), 20.5 (10:02)] greater than the threshold (10)',
      'Threshold Crossed: 2 out of the last 3 datapoints [0 (10:03), 0 (10:04)] not greater than the threshold (10)',
    ]);
  });

  it('names what it assumed', () => {
    expect(told('- - 20', { TreatMissingData: 'breaching' })).toEqual([
      'Threshold Crossed: 1 out of the last 1 datapoint [20 (10:02)] greater than the threshold (10), and 2 periods without data (breaching)',
    ]);
    expect(told('- - -', { TreatMissingData: 'breaching' })).toEqual([
      'no datapoints were received for 3 periods and missing ones are treated as breaching',
    ]);
  });

  it('calls its actions once for each change, and none when they are off', () => {
    const actions = { AlarmActions: ['page'], OKActions: ['calm'], InsufficientDataActions: ['ask'] };
    const run = (properties: object) =>
      playAlarms({
        alarms: [metricAlarm({ ...actions, ...properties })],
        ...{ metrics: requestsOf('0 20 20 - - -'), from: start + minute, to: start + 7 * minute },
      }).actions.map((taken) => `${taken.state}: ${taken.actions}`);
    expect(run({})).toEqual(['OK: calm', 'ALARM: page', 'INSUFFICIENT_DATA: ask']);
    expect(run({ ActionsEnabled: false })).toEqual([]);
  });

  it('is nothing before it is looked at', () => {
    expect([...createAlarmEvaluator([metricAlarm()]).statuses()]).toEqual([
      [
        'shop/busy',
        { state: 'INSUFFICIENT_DATA', since: undefined, reason: 'Unchecked: Initial alarm creation' },
      ],
    ]);
  });
});
