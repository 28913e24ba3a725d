import { describe, expect, it } from '@jest/globals';
import { type AlarmResource, createAlarmEvaluator } from '../../../rehearsal/cloudwatch/alarm-evaluator.ts';
import { compositeAlarm, mathAlarm, metricAlarm, metricStat } from './alarms.ts';

const sum = { Id: 'sum', Expression: 'm + m' };

const refused: readonly (readonly [string, AlarmResource, string])[] = [
  [
    'no name',
    metricAlarm({ AlarmName: undefined }),
    "an alarm: 'AlarmName' is undefined, and must be its name",
  ],
  [
    'a name of two words and an ä',
    metricAlarm({ AlarmName: 'zu spät' }),
    "alarm 'zu spät': a name holds 255",
  ],
  ['no threshold', metricAlarm({ Threshold: undefined }), "alarm 'shop/busy': 'Threshold' is missing"],
  ['a threshold in words', metricAlarm({ Threshold: 'ten' }), '\'Threshold\' is "ten", and must be a number'],
  ['no comparison', metricAlarm({ ComparisonOperator: undefined }), "'ComparisonOperator' is missing"],
  [
    'a comparison with a band',
    metricAlarm({ ComparisonOperator: 'GreaterThanUpperThreshold' }),
    "'ComparisonOperator' is 'GreaterThanUpperThreshold', which is not played here, use GreaterThanThreshold,",
  ],
  [
    'no periods',
    metricAlarm({ EvaluationPeriods: 0 }),
    "'EvaluationPeriods' is 0, and must be a whole number",
  ],
  [
    'half a period',
    metricAlarm({ EvaluationPeriods: 1.5 }),
    "'EvaluationPeriods' is 1.5, and must be a whole",
  ],
  ['periods unsaid', metricAlarm({ EvaluationPeriods: undefined }), "'EvaluationPeriods' is missing"],
  [
    '4 of 3',
    metricAlarm({ EvaluationPeriods: 3, DatapointsToAlarm: 4 }),
    "'DatapointsToAlarm' is 4, more than its 3",
  ],
  [
    'a period of 90 seconds',
    metricAlarm({ Period: 90 }),
    "'Period' is 90, and must be 10, 20, 30 or a multiple of 60",
  ],
  [
    'two days of minutes',
    metricAlarm({ EvaluationPeriods: 2880 }),
    'it looks back for 172800 seconds, and with',
  ],
  [
    'eight days of hours',
    metricAlarm({ Period: 3600, EvaluationPeriods: 192 }),
    'it looks back for 691200 seconds, and with periods of 3600 seconds may for 604800',
  ],
  [
    'other missing data',
    metricAlarm({ TreatMissingData: 'ok' }),
    "'TreatMissingData' is 'ok', which is not played",
  ],
  [
    'a statistic of its own',
    metricAlarm({ Statistic: 'Median' }),
    "the statistic 'Median' is not played here",
  ],
  ['a percentile as statistic', metricAlarm({ Statistic: 'p99' }), "'p99' belongs into 'ExtendedStatistic'"],
  [
    'two statistics',
    metricAlarm({ Statistic: 'Sum', ExtendedStatistic: 'p9' }),
    "either 'Statistic' or 'ExtendedS",
  ],
  ['a sum as percentile', metricAlarm({ ExtendedStatistic: 'Sum' }), "'Sum' belongs into 'Statistic'"],
  [
    'too few samples of an average',
    metricAlarm({ EvaluateLowSampleCountPercentile: 'ignore' }),
    "'EvaluateLowSampleCountPercentile' is 'ignore', and must be 'evaluate', or 'ignore' with a percentile",
  ],
  [
    'a band',
    metricAlarm({ ThresholdMetricId: 'band' }),
    "'ThresholdMetricId' is not played here; allowed are",
  ],
  [
    'something left to resolve',
    metricAlarm({ Namespace: { Ref: 'X' } }),
    '\'Namespace\' is {"Ref":"X"}, and must be a',
  ],
  [
    'both forms',
    metricAlarm({ Metrics: [metricStat('m')] }),
    "'Namespace', 'MetricName', 'Dimensions', 'Period',",
  ],
  [
    'no result',
    mathAlarm([metricStat('m')]),
    "one metric or expression has 'ReturnData', and here it is none",
  ],
  ['two results', mathAlarm([sum, { ...sum, Id: 'b' }, metricStat('m')]), 'and here it is sum, b'],
  ['one id twice', mathAlarm([sum, metricStat('m'), metricStat('m')]), "two of its metrics have the id 'm'"],
  ['a capital id', mathAlarm([{ ...sum, Id: 'Sum' }]), "the id 'Sum' must begin with a small letter"],
  [
    'no metric',
    mathAlarm([{ Id: 'sum', Expression: 'TIME_SERIES(1)' }]),
    'here it is none, since it has no metric',
  ],
  [
    'two periods',
    mathAlarm([sum, metricStat('m'), metricStat('n', {}, { Period: 300 })]),
    'all its metrics have one period, and here it is 60, 300',
  ],
  [
    'eleven metrics',
    mathAlarm([sum, ...Array.from({ length: 11 }, (_, index) => metricStat(`m${index}`))]),
    'it has 11 metrics, and may have 10',
  ],
  ['an unknown id', mathAlarm([sum, metricStat('n')]), "Metrics 1 'sum': there is no 'm', known: sum, n"],
  ['a circle', mathAlarm([{ Id: 'a', Expression: 'a + m' }, metricStat('m')]), "Metrics 1 'a': a needs a"],
  ['a number', mathAlarm([{ Id: 'a', Expression: 'SUM(m)' }, metricStat('m')]), 'and this gives a number'],
  [
    'several series',
    mathAlarm([{ Id: 'a', Expression: '[m, m]' }, metricStat('m')]),
    'and this gives several series',
  ],
  [
    'a search',
    mathAlarm([{ Id: 'a', Expression: `SEARCH('{Shop} Requests', 'Sum', 60)` }, metricStat('m')]),
    "Metrics 1 'a': 'SEARCH' is not played here, use ABS,",
  ],
  ['neither form', mathAlarm([{ Id: 'a' }]), "it needs either 'Expression' or 'MetricStat'"],
  ['another account', mathAlarm([metricStat('m', { AccountId: '1' })]), "'AccountId' is not played here"],
  ['no rule', compositeAlarm('', { AlarmRule: undefined }), "alarm 'shop/down': 'AlarmRule' is missing"],
  ['an empty rule', compositeAlarm(''), "alarm 'shop/down': its rule '' is none: it ends too early"],
  ['an open rule', compositeAlarm('ALARM("shop/busy"'), "')' is expected before 'its end'"],
  ['a rule and more', compositeAlarm('TRUE FALSE'), "nothing is expected after its end, and here is 'FALSE'"],
  [
    'an unknown word',
    compositeAlarm('alarm("shop/busy")'),
    "'alarm' is unknown, use OK, ALARM, INSUFFICIENT_DATA,",
  ],
  ['no name in a rule', compositeAlarm('ALARM()'), "the name of an alarm is expected before ')'"],
  [
    'AND beside OR',
    compositeAlarm('TRUE AND FALSE OR TRUE'),
    'AND and OR beside each other need parentheses',
  ],
  [
    'AT_LEAST nothing',
    compositeAlarm('AT_LEAST(x, ALARM, (a))'),
    'AT_LEAST begins with a count or a percentage',
  ],
  [
    'an alarm that is not there',
    compositeAlarm('ALARM("shop/bussy")'),
    "alarm 'shop/down': it asks for 'shop/bussy', which is no alarm, known: shop/busy, shop/down",
  ],
  [
    'itself',
    compositeAlarm('NOT ALARM("shop/down")'),
    "alarm 'shop/down': it asks for itself: shop/down → shop/down",
  ],
  [
    'a suppressor without patience',
    compositeAlarm('TRUE', { ActionsSuppressor: 'shop/busy' }),
    "alarm 'shop/down': 'ActionsSuppressorWaitPeriod' is missing",
  ],
  [
    'a name that is taken',
    compositeAlarm('TRUE', { AlarmName: 'shop/busy' }),
    "'shop/busy': two alarms have this name",
  ],
];

describe('an alarm with', () => {
  it.each(refused)('%s is refused with a sentence', (_, alarm, sentence) => {
    const others = alarm.type === 'AWS::CloudWatch::CompositeAlarm' ? [metricAlarm()] : [];
    expect(() => createAlarmEvaluator([...others, alarm])).toThrow(sentence);
  });
});
