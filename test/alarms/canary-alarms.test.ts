import { describe, expect, it } from '@jest/globals';
import { type StageDefinition, stages } from '../../platform/stages.ts';
import { synthesized } from '../support/synthesized.ts';
import { historyOf, loudOnes, type Minute, minutesToAlarm, type Phase, repeated } from './golden-series.ts';
import { alarmsOf, type SynthesizedAlarm } from './synthesized-alarms.ts';

const ofCanary = alarmsOf(await synthesized()).filter(({ name }) => name.includes('/canary/'));
const failing = ofCanary.filter(({ name }) => name.endsWith('/canary/failing'));
const missed = ofCanary.filter(({ name }) => name.endsWith('/canary/missed'));

const good: Minute = { SuccessPercent: 100 };
const bad: Minute = { SuccessPercent: 0 };
const nothing: Minute = {};
const hour = 60;

/** How often the canary of an alarm's stage runs. */
function every({ stage }: SynthesizedAlarm): number {
  const { canary } = stages.find(({ name }) => name === stage) as StageDefinition;
  return 'none' in canary ? Number.NaN : canary.everyMinutes;
}

/** So many runs of a canary that all end so. */
function runs(count: number, ending: Minute, minutes: number): readonly Phase[] {
  return repeated(count, [1, ending], ...(minutes > 1 ? [[minutes - 1, nothing] as const] : []));
}

it('are where a canary shops, and nowhere else', () => {
  const watched = stages.filter(({ canary }) => !('none' in canary)).map(({ name }) => name);
  expect(failing.map(({ stage }) => stage).toSorted()).toEqual(watched.toSorted());
  expect(missed.map(({ stage }) => stage).toSorted()).toEqual(watched.toSorted());
});

describe('the alarm on a shop that a guest cannot shop in', () => {
  it('goes off once, at the second run that fails, and comes back when it is mended', () => {
    for (const alarm of failing) {
      const minutes = every(alarm);
      const phases = [...runs(8, good, minutes), ...runs(6, bad, minutes), ...runs(6, good, minutes)];
      const [, alarmed = '', back = '', ...more] = historyOf(alarm, { phases });
      const after = Number.parseInt(alarmed, 10) - 8 * minutes;
      expect(alarmed.endsWith('ALARM') && after > minutes && after <= 2 * minutes).toBe(true);
      expect(back.endsWith('OK')).toBe(true);
      expect(more).toEqual([]);
    }
  });

  it.each<[string, (minutes: number) => readonly Phase[]]>([
    ['all runs are well', (minutes) => runs(12, good, minutes)],
    [
      'a single run fails',
      (minutes) => [...runs(5, good, minutes), ...runs(1, bad, minutes), ...runs(5, good, minutes)],
    ],
    [
      'a run fails now and then',
      (minutes) => [...repeated(3, ...runs(1, bad, minutes), ...runs(3, good, minutes))],
    ],
    ['nobody runs', () => [[6 * hour, nothing]]],
  ])('is silent while %s', (_, phasesOf) => {
    for (const alarm of failing) expect(loudOnes([alarm], { phases: phasesOf(every(alarm)) })).toEqual([]);
  });
});

describe('the alarm on a canary that does not run', () => {
  it('goes off two to three hours after its last run', () => {
    for (const alarm of missed) {
      const ran = runs((4 * hour) / every(alarm), good, every(alarm));
      const after = minutesToAlarm(alarm, { phases: [...ran, [6 * hour, nothing]], madeAfter: hour });
      expect(after).toBeGreaterThanOrEqual(2 * hour);
      expect(after).toBeLessThanOrEqual(5 * hour);
    }
  });

  it('is silent while it runs, whether or not it can shop', () => {
    for (const alarm of missed) {
      const minutes = every(alarm);
      const phases = [
        ...runs((6 * hour) / minutes, good, minutes),
        ...runs((6 * hour) / minutes, bad, minutes),
      ];
      expect(loudOnes([alarm], { phases, madeAfter: 2 * hour })).toEqual([]);
    }
  });
});
