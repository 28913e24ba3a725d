import { describe, expect, it } from '@jest/globals';
import { stages } from '../../platform/stages.ts';
import { synthesized } from '../support/synthesized.ts';
import { alarmsOfReaders } from './alarms-of-readers.ts';
import { historyOf, loudOnes, type Minute, type Phase, type Scenario, slowOnes } from './golden-series.ts';
import { alarmsOf } from './synthesized-alarms.ts';

const all = [...alarmsOf(await synthesized()), ...alarmsOfReaders()];
const of = (symptom: string) => all.filter(({ name }) => name.endsWith(`/database/${symptom}`));
const gib = 2 ** 30;
const nothing: Minute = {};

describe('the alarms on the database', () => {
  it('are in every stage that asks for them', () => {
    const asking = stages.filter(({ alarms }) => !('none' in alarms.database)).map(({ name }) => name);
    expect(asking).not.toEqual([]);
    for (const symptom of ['cpu', 'connections', 'memory', 'storage', 'silent', 'failover', 'outage']) {
      expect(
        of(symptom)
          .map(({ stage }) => stage)
          .toSorted(),
      ).toEqual(asking.toSorted());
    }
  });
});

describe.each<readonly [string, number, Minute, Minute, Minute]>([
  ['cpu', 15, { CPUUtilization: 40 }, { CPUUtilization: 97 }, { CPUUtilization: 85 }],
  // A t4g.medium has 341 by its memory, an r8g.large 1365.
  [
    'connections',
    15,
    { DatabaseConnections: 60 },
    { DatabaseConnections: 1000 },
    { DatabaseConnections: 230 },
  ],
  ['memory', 15, { FreeableMemory: 2 * gib }, { FreeableMemory: 0.1 * gib }, { FreeableMemory: gib }],
  [
    'storage',
    15,
    { FreeStorageSpace: 15 * gib },
    { FreeStorageSpace: 0.5 * gib },
    { FreeStorageSpace: 9 * gib },
  ],
  ['replica-lag', 15, { ReplicaLag: 0 }, { ReplicaLag: 300 }, { ReplicaLag: 40 }],
])('the alarm on database/%s', (symptom, promised, well, bad, busy) => {
  const alarms = of(symptom);

  it.each([0, 60, 120])(`goes off within ${promised} minutes, told %d seconds late`, (lateBySeconds) => {
    const phases: readonly Phase[] = [
      [30, well],
      [30, bad],
    ];
    expect(alarms.length).toBeGreaterThan(0);
    expect(slowOnes(alarms, promised + lateBySeconds / 60, { phases, lateBySeconds })).toEqual([]);
  });

  it.each<Scenario>([
    ['all is well', [[120, well]]],
    ['there is much to do', [[120, busy]]],
    [
      'it is bad for four minutes',
      [
        [30, well],
        [4, bad],
        [60, well],
      ],
    ],
    [
      'RDS tells nothing',
      [
        [30, well],
        [60, nothing],
      ],
    ],
  ])('is silent while %s', (_, phases) => {
    expect(loudOnes(alarms, { phases })).toEqual([]);
  });
});

describe('the alarm on database/silent', () => {
  const alarms = of('silent');
  const speaking: Minute = { CPUUtilization: 20 };

  it.each([0, 60, 120])(
    'goes off within seven minutes of the last word, told %d seconds late',
    (lateBySeconds) => {
      const phases: readonly Phase[] = [
        [30, speaking],
        [30, nothing],
      ];
      expect(slowOnes(alarms, 7 + lateBySeconds / 60, { phases, lateBySeconds, madeAfter: 10 })).toEqual([]);
    },
  );

  it('ends with its first word', () => {
    const phases: readonly Phase[] = [
      [30, speaking],
      [30, nothing],
      [10, speaking],
    ];
    expect(new Set(alarms.map((alarm) => historyOf(alarm, { phases }).at(-1)))).toEqual(new Set(['61 OK']));
  });

  it.each<Scenario>([
    ['it works', [[120, speaking]]],
    [
      'it fails over in two minutes',
      [
        [30, speaking],
        [2, nothing],
        [30, speaking],
      ],
    ],
    [
      'a restart takes four',
      [
        [30, speaking],
        [4, nothing],
        [30, speaking],
      ],
    ],
  ])('is silent while %s', (_, phases) => {
    expect(loudOnes(alarms, { phases })).toEqual([]);
  });
});
