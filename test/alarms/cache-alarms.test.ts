import { describe, expect, it } from '@jest/globals';
import { stages } from '../../platform/stages.ts';
import { synthesized } from '../support/synthesized.ts';
import { loudOnes, type Minute, type Phase, type Scenario, slowOnes } from './golden-series.ts';
import { alarmsOf } from './synthesized-alarms.ts';

const all = alarmsOf(await synthesized());
const nothing: Minute = {};

/** Only one node of a stage's cache speaks, whichever is the primary. */
const nodes = stages.flatMap(({ name, cache }) =>
  Array.from({ length: cache.replicas + 1 }, (_, index) => [name, `shoal-${name}-00${index + 1}`] as const),
);
const of = (symptom: string, stage: string) =>
  all.filter((alarm) => alarm.name === `${stage}/cache/${symptom}`);

describe.each(nodes)('the alarms on the cache of %s at node %s', (stage, node) => {
  const memory = (DatabaseMemoryUsagePercentage: number): Minute => ({ DatabaseMemoryUsagePercentage });
  const evictions = (Evictions: number): Minute => ({ Evictions });

  it.each([0, 60, 120])(
    'tell of full memory within a quarter of an hour, told %d seconds late',
    (lateBySeconds) => {
      const alarms = of('memory', stage);
      const full: readonly Phase[] = [
        [30, memory(60)],
        [30, memory(85)],
      ];
      expect(alarms).toHaveLength(1);
      expect(slowOnes(alarms, 15 + lateBySeconds / 60, { phases: full, of: node, lateBySeconds })).toEqual(
        [],
      );
    },
  );

  it.each<Scenario>([
    ['there is room', [[60, memory(79)]]],
    [
      'it is full for six minutes',
      [
        [30, memory(60)],
        [6, memory(95)],
        [30, memory(60)],
      ],
    ],
    [
      'the stage sleeps',
      [
        [30, memory(60)],
        [600, nothing],
      ],
    ],
  ])('are silent about memory while %s', (_, phases) => {
    expect(loudOnes(of('memory', stage), { phases, of: node })).toEqual([]);
  });

  it.each([0, 60, 120])(
    'tell within ten minutes that keys are dropped, told %d seconds late',
    (lateBySeconds) => {
      const alarms = of('evictions', stage);
      const dropping: readonly Phase[] = [
        [30, evictions(0)],
        [30, evictions(3)],
      ];
      expect(alarms).toHaveLength(1);
      expect(
        slowOnes(alarms, 10 + lateBySeconds / 60, { phases: dropping, of: node, lateBySeconds }),
      ).toEqual([]);
    },
  );

  it.each<Scenario>([
    ['none is dropped', [[60, evictions(0)]]],
    [
      'a single burst drops some',
      [
        [30, evictions(0)],
        [1, evictions(500)],
        [30, evictions(0)],
      ],
    ],
    [
      'the stage sleeps',
      [
        [30, evictions(0)],
        [600, nothing],
      ],
    ],
  ])('are silent about dropped keys while %s', (_, phases) => {
    expect(loudOnes(of('evictions', stage), { phases, of: node })).toEqual([]);
  });
});
