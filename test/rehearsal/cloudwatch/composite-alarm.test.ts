import { describe, expect, it } from '@jest/globals';
import { type AlarmResource, createAlarmEvaluator } from '../../../rehearsal/cloudwatch/alarm-evaluator.ts';
import type { AlarmState } from '../../../rehearsal/cloudwatch/alarm-state.ts';
import { ruleHolds } from '../../../rehearsal/cloudwatch/composite/alarm-rule.ts';
import { parseAlarmRule } from '../../../rehearsal/cloudwatch/composite/parse-alarm-rule.ts';
import { metricsOf } from '../../../rehearsal/cloudwatch/metric-series.ts';
import { playAlarms } from '../../../rehearsal/cloudwatch/play-alarms.ts';
import { compositeAlarm, metricAlarm } from './alarms.ts';
import { minute, samples, start } from './time-series.ts';

const states: Readonly<Record<string, AlarmState>> = { a: 'ALARM', o: 'OK', i: 'INSUFFICIENT_DATA' };

describe('a rule', () => {
  it.each([
    ['ALARM("a")', true],
    ['ALARM(a)', true],
    ['ALARM("arn:aws:cloudwatch:eu-central-1:000000000000:alarm:a")', true],
    ['ALARM("o")', false],
    ['OK("o")', true],
    ['INSUFFICIENT_DATA("i")', true],
    ['NOT ALARM("i")', true],
    ['NOT (ALARM("a"))', false],
    ['ALARM("a") AND OK("o")', true],
    ['ALARM("a") AND ALARM("o")', false],
    ['ALARM("o") OR ALARM("i") OR ALARM("a")', true],
    ['(ALARM("a") AND (ALARM("o") OR (NOT (OK("i")))))', true],
    ['TRUE', true],
    ['FALSE OR NOT TRUE', false],
    ['AT_LEAST(2, ALARM, ("a", "o", "i"))', false],
    ['AT_LEAST(2, NOT ALARM, ("a", "o", "i"))', true],
    ['AT_LEAST(33%, ALARM, ("a", "o", "i"))', true],
    ['AT_LEAST(34%, ALARM, ("a", "o", "i"))', false],
    ['AT_LEAST(1, OK, (o)) AND TRUE', true],
  ])('%s is %s', (text, expected) => {
    expect(ruleHolds(parseAlarmRule(text, "alarm 'x'"), (name) => states[name] ?? 'OK')).toBe(expected);
  });
});

const alarmOn = (name: string): AlarmResource =>
  metricAlarm({ AlarmName: name, MetricName: name, Dimensions: [], TreatMissingData: 'notBreaching' });

/** Of metrics by name, each with an alarm of that name that goes off above ten. */
function play(composites: readonly AlarmResource[], given: Readonly<Record<string, string>>) {
  const length = Math.max(...Object.values(given).map((text) => text.split(' ').length));
  const series = Object.entries(given).map(([name, text]) => ({
    ...{ namespace: 'Shop', name, dimensions: {}, samples: samples(text) },
  }));
  const { changes, actions } = playAlarms({
    alarms: [...composites, ...Object.keys(given).map(alarmOn)],
    ...{ metrics: metricsOf(series), from: start + minute, to: start + length * minute },
  });
  const inMinute = ({ at }: { readonly at: number }): number => (at - start) / minute;
  return {
    changes: changes
      .filter(({ alarm }) => alarm.startsWith('shop/'))
      .map((change) => `${inMinute(change)} ${change.alarm} ${change.to}`),
    told: actions.map((taken) => `${inMinute(taken)} ${taken.state}: ${taken.actions}`),
  };
}

describe('a composite alarm', () => {
  it('follows the alarms it asks, in the same minute', () => {
    const { changes } = play([compositeAlarm('ALARM("a") AND ALARM("b")')], {
      a: '0 20 20 20 0',
      b: '0 0 20 20 20',
    });
    expect(changes).toEqual(['1 shop/down OK', '3 shop/down ALARM', '5 shop/down OK']);
  });

  it('follows composite alarms too, in whatever order they are written', () => {
    const outer = compositeAlarm('ALARM("shop/down") OR ALARM("b")', { AlarmName: 'shop/outer' });
    const { changes } = play([outer, compositeAlarm('ALARM("a")')], { a: '0 20', b: '0 0' });
    expect(changes).toEqual(['1 shop/down OK', '1 shop/outer OK', '2 shop/down ALARM', '2 shop/outer ALARM']);
  });

  it('says in which state the others are', () => {
    const evaluator = createAlarmEvaluator([
      compositeAlarm('ALARM("a") OR OK("b")'),
      alarmOn('a'),
      alarmOn('b'),
    ]);
    evaluator.at(start, metricsOf([]));
    expect(evaluator.statuses().get('shop/down')?.reason).toBe('a is OK, b is OK');
  });
});

describe('an alarm that another one suppresses', () => {
  const suppressed = (wait: number, extension: number): AlarmResource =>
    compositeAlarm('ALARM("a")', {
      ...{ AlarmActions: ['page'], OKActions: ['calm'], ActionsSuppressor: 'cause' },
      ...{ ActionsSuppressorWaitPeriod: wait, ActionsSuppressorExtensionPeriod: extension },
    });

  it.each([
    [
      'tells at once without a cause or a wait',
      0,
      0,
      '0 20 20 0',
      '0 0 0 0',
      ['2 ALARM: page', '4 OK: calm'],
    ],
    ['waits for a cause', 120, 0, '0 20 20 20 20 0', '0 0 0 0 0 0', ['4 ALARM: page', '6 OK: calm']],
    ['tells nothing while the cause lasts', 0, 0, '0 20 20 0 0', '0 20 20 20 20', []],
    ['tells nothing where the cause comes in time', 120, 0, '0 20 20 20 0', '0 0 20 20 20', []],
    ['tells where the cause comes too late', 60, 0, '0 20 20 20 20', '0 0 0 20 20', ['3 ALARM: page']],
    ['tells nothing that was over while it waited', 180, 0, '0 20 20 0 0 0', '0 0 0 0 0 0', []],
    ['waits anew each time', 120, 0, '0 20 0 20 20 20', '0 0 0 0 0 0', ['6 ALARM: page']],
    ['tells what outlives the cause', 0, 120, '0 20 20 20 20 20', '0 20 20 0 0 0', ['6 ALARM: page']],
    ['tells nothing that ends soon after the cause', 0, 120, '0 20 20 20 0 0 0', '0 20 20 0 0 0 0', []],
    [
      'waits as ever after a cause that is long over',
      120,
      60,
      '0 0 0 0 0 20 20 20',
      '0 20 0 0 0 0 0 0',
      ['8 ALARM: page'],
    ],
  ])('%s', (_, wait, extension, a, cause, expected) => {
    const { told } = play([suppressed(wait, extension)], { a, cause });
    expect(told.filter((each) => each !== '1 OK: calm')).toEqual(expected);
  });
});
