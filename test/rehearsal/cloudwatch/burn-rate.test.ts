import { describe, expect, it } from '@jest/globals';
import type { AlarmResource } from '../../../rehearsal/cloudwatch/alarm-evaluator.ts';
import { metricsOf } from '../../../rehearsal/cloudwatch/metric-series.ts';
import { playAlarms } from '../../../rehearsal/cloudwatch/play-alarms.ts';
import { compositeAlarm } from './alarms.ts';
import { minute, start } from './time-series.ts';

const colours = ['blue', 'green'] as const;
type Counts = { readonly requests: number; readonly errors?: number };
type Minute = Partial<Record<(typeof colours)[number], Counts>>;
type Phase = readonly [minutes: number, each: Minute];

/** No errors are an answer where there were requests, and none where nobody asked. */
const withZeros = '(SUM(METRICS("errors")) + 0 * SUM(METRICS("requests")))';

/** Goes off when so much of a thousandth, the errors that are allowed, is used up by both colours together. */
function burning(windowMinutes: number, rate: number, errors = withZeros): AlarmResource {
  const metrics = colours.flatMap((colour) =>
    ['requests', 'errors'].map((name) => ({
      Id: `${name}_${colour}`,
      ReturnData: false,
      MetricStat: {
        Metric: { Namespace: 'Shop', MetricName: name, Dimensions: [{ Name: 'Colour', Value: colour }] },
        Period: windowMinutes * 60,
        Stat: 'Sum',
      },
    })),
  );
  const requests = 'SUM(METRICS("requests"))';
  // Without FILL, which makes up minutes that have not arrived; and a few are no emergency, whatever share they are.
  const expression = `IF(${errors} >= 5, 100 * ${errors} / ${requests}, 0)`;
  return {
    type: 'AWS::CloudWatch::Alarm',
    properties: {
      ...{ AlarmName: `burning-${windowMinutes}`, Threshold: 0.1 * rate, EvaluationPeriods: 1 },
      ...{ ComparisonOperator: 'GreaterThanThreshold', TreatMissingData: 'notBreaching' },
      Metrics: [{ Id: 'burnt', Expression: expression }, ...metrics],
    },
  };
}

const bothPairs = [
  ...[burning(60, 14.4), burning(5, 14.4), burning(360, 6), burning(30, 6)],
  compositeAlarm(
    '(ALARM("burning-60") AND ALARM("burning-5")) OR (ALARM("burning-360") AND ALARM("burning-30"))',
    { AlarmName: 'budget' },
  ),
];

/** What an alarm did, as `12 ALARM`, with a balancer that is half a minute late. */
function historyOf(phases: readonly Phase[], alarms = bothPairs): readonly string[] {
  const each = phases.flatMap(([minutes, counts]) => Array.from({ length: minutes }, () => counts));
  const series = colours.flatMap((colour) =>
    (['requests', 'errors'] as const).map((name) => ({
      ...{ namespace: 'Shop', name, dimensions: { Colour: colour } },
      samples: each.flatMap((counts, index) => {
        const value = counts[colour]?.[name];
        return value === undefined ? [] : [{ at: start + index * minute, value }];
      }),
    })),
  );
  const { changes } = playAlarms({
    ...{ alarms, metrics: metricsOf(series), lateBySeconds: 30 },
    ...{ from: start + minute, to: start + each.length * minute },
  });
  return changes
    .filter(({ alarm }) => alarm === alarms.at(-1)?.properties.AlarmName)
    .map(({ at, to }) => `${(at - start) / minute} ${to}`);
}

const well: Minute = { blue: { requests: 600 } };
const failing = (errors: number): Minute => ({ blue: { requests: 600, errors } });

describe('an objective of 99.9 %, watched over two pairs of windows and both colours', () => {
  it.each<readonly [string, readonly Phase[], readonly string[]]>([
    [
      'all fail for ten minutes',
      [
        [120, well],
        [10, failing(600)],
        [60, well],
      ],
      ['122 ALARM', '160 OK'],
    ],
    [
      '3 % fail for an hour',
      [
        [120, well],
        [60, failing(18)],
        [60, well],
      ],
      ['150 ALARM', '205 OK'],
    ],
    [
      '1 % fails for hours',
      [
        [400, well],
        [300, failing(6)],
      ],
      ['617 ALARM'],
    ],
    // An alarm takes older periods for those without data, two of half an hour here.
    [
      'all fail, and then nobody asks',
      [
        [120, well],
        [10, failing(600)],
        [120, {}],
      ],
      ['122 ALARM', '220 OK'],
    ],
  ])('tells when %s', (_, phases, expected) => {
    expect(historyOf(phases)).toEqual(['1 OK', ...expected]);
  });

  it.each<readonly [string, readonly Phase[]]>([
    ['nobody asks', [[120, {}]]],
    ['half of what is allowed fails', [[400, { blue: { requests: 6000, errors: 3 } }]]],
    [
      'a single minute is bad',
      [
        [120, well],
        [1, failing(100)],
        [120, well],
      ],
    ],
    [
      'few ask at night, and one of them in vain',
      [
        [120, { blue: { requests: 1 } }],
        [4, { blue: { requests: 1, errors: 1 } }],
        [60, {}],
      ],
    ],
    [
      'a release moves all requests',
      [
        [120, well],
        [5, { blue: { requests: 300 }, green: { requests: 300 } }],
        [120, { green: { requests: 600 } }],
      ],
    ],
  ])('is silent when %s', (_, phases) => {
    expect(historyOf(phases)).toEqual(['1 OK']);
  });

  it('counts a broken new colour by its share of all requests', () => {
    const phases: readonly Phase[] = [
      [120, well],
      [20, { blue: { requests: 540 }, green: { requests: 60, errors: 60 } }],
    ];
    expect(historyOf(phases)).toEqual(['1 OK', '129 ALARM']);
  });

  it('would hold on to old errors if it had no value where there are none', () => {
    const phases: readonly Phase[] = [
      [60, well],
      [1, failing(600)],
      [60, well],
    ];
    const sparse = burning(5, 14.4, 'SUM(METRICS("errors"))');
    expect(historyOf(phases, [burning(5, 14.4)])).toEqual(['1 OK', '62 ALARM', '66 OK']);
    expect(historyOf(phases, [sparse])).toEqual(['1 OK', '62 ALARM', '76 OK']);
  });
});
