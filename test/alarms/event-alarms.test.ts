import { describe, expect, it } from '@jest/globals';
import { services } from '../../platform/services.ts';
import { stages } from '../../platform/stages.ts';
import { synthesized } from '../support/synthesized.ts';
import { historyOf, loudOnes, type Minute, minutesToAlarm, type Phase, repeated } from './golden-series.ts';
import { alarmsOf, type SynthesizedAlarm } from './synthesized-alarms.ts';

const all = alarmsOf(await synthesized());
const ofEvents = all.filter(({ resource }) => JSON.stringify(resource).includes('"MatchedEvents"'));
const onAbsence = ofEvents.filter(({ symptom }) => symptom === 'missed');
const onSeveral = ofEvents.filter(({ symptom }) => symptom === 'restarts');
const onEach = ofEvents.filter((alarm) => !onAbsence.includes(alarm) && !onSeveral.includes(alarm));
/** What such an alarm does depends on these alone; each rule has a name of its own. */
const settings = ({ resource: { properties } }: SynthesizedAlarm) =>
  ['Period', 'EvaluationPeriods', 'Threshold', 'ComparisonOperator', 'TreatMissingData', 'Statistic']
    .map((name) => properties[name])
    .join();
const onEvents = [...Map.groupBy(onEach, settings).values()].flatMap((alike) => alike[0] ?? []);

const nothing: Minute = {};
const event: Minute = { MatchedEvents: 1 };
const hour = 60;
const day = 24 * hour;

describe('the alarms on events', () => {
  it('are those on what is found and drifts, on what fails by the clock, on failovers and on tasks killed', () => {
    expect(new Set(onEach.map(({ symptom }) => symptom))).toEqual(
      new Set(['finding', 'drift', 'failed', 'far-copy-failed', 'failover', 'out-of-memory']),
    );
  });

  it.each([0, 60, 240])('go off within a minute of the event, told %d seconds late', (lateBySeconds) => {
    const phases: readonly Phase[] = [
      [10, nothing],
      [1, event],
      [30, nothing],
    ];
    const late = onEvents.map((alarm) => historyOf(alarm, { phases, lateBySeconds }));
    const expected = [`${11 + lateBySeconds / 60} ALARM`];
    expect(late.map((history) => history.filter((change) => change.endsWith('ALARM')))).toEqual(
      onEvents.map(() => expected),
    );
  });

  it('are silent where nothing happens', () => {
    expect(loudOnes(onEvents, { phases: [[day, nothing]] })).toEqual([]);
  });
});

describe('the alarms on tasks that end by themselves', () => {
  const restarts = onSeveral.slice(0, 1);

  it('are of every service where the stage asks for them, all alike', () => {
    const asking = stages.filter(({ alarms }) => !('none' in alarms.tasks));
    expect(onSeveral).toHaveLength(asking.length * services.length);
    expect(new Set(onSeveral.map(settings)).size).toBe(1);
  });

  it.each([0, 60, 240])(
    'go off at the third within a quarter of an hour, told %d seconds late',
    (lateBySeconds) => {
      const phases: readonly Phase[] = [...repeated(2, [1, event], [4, nothing]), [1, event], [30, nothing]];
      expect(restarts.map((alarm) => historyOf(alarm, { phases, lateBySeconds }).join(', '))).toEqual([
        `1 OK, ${11 + lateBySeconds / 60} ALARM, 16 OK`,
      ]);
    },
  );

  it.each<readonly [string, readonly Phase[]]>([
    ['none ends', [[day, nothing]]],
    [
      'two end at once',
      [
        [10, nothing],
        [1, { MatchedEvents: 2 }],
        [60, nothing],
      ],
    ],
    ['one ends every ten minutes', repeated(12, [1, event], [9, nothing])],
  ])('are silent while %s', (_, phases) => {
    expect(loudOnes(restarts, { phases })).toEqual([]);
  });
});

describe('the alarms on what did not happen', () => {
  const daily = repeated(8, [1, event], [day - 1, nothing]);
  /** Made when it happened for the last time. */
  const neverAgain = ({ resource }: SynthesizedAlarm) => {
    const promised = Number(resource.properties.EvaluationPeriods) * hour;
    const phases: readonly Phase[] = [
      [1, event],
      [promised + day, nothing],
    ];
    return { promised, series: { phases, madeAfter: hour } };
  };

  it('are those on backups and on restore drills', () => {
    expect(new Set(onAbsence.map(({ name }) => name.slice(name.indexOf('/') + 1)))).toEqual(
      new Set(['backup/missed', 'restore-drill/missed']),
    );
  });

  it('are silent while it happens daily', () => {
    expect(loudOnes(onAbsence, { phases: daily, madeAfter: hour })).toEqual([]);
  });

  it('go off once, within four hours after the time that was promised, and not before', () => {
    const wrong = onAbsence.flatMap((alarm) => {
      const { promised, series } = neverAgain(alarm);
      const after = minutesToAlarm(alarm, series) ?? Number.NaN;
      return after >= promised && after <= promised + 4 * hour ? [] : [`${alarm.name}: ${after}`];
    });
    expect(wrong).toEqual([]);
  });

  it('go off in a stage where it never happened, until it does', () => {
    const phases: readonly Phase[] = [
      [2 * hour, nothing],
      [1, event],
      [2 * hour, nothing],
    ];
    expect(new Set(onAbsence.map((alarm) => historyOf(alarm, { phases }).join(', ')))).toEqual(
      new Set(['1 ALARM, 180 OK']),
    );
  });
});
