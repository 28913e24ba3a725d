import { describe, expect, it } from '@jest/globals';
import { stages } from '../../platform/stages.ts';
import { synthesized } from '../support/synthesized.ts';
import { historyOf, loudOnes, type Minute, type Phase, type Scenario, slowOnes } from './golden-series.ts';
import { alarmsOf } from './synthesized-alarms.ts';

const all = alarmsOf(await synthesized());
const of = (symptom: string) => all.filter(({ name }) => name.endsWith(`/cache/${symptom}`));
const stagesWith = (symptom: string) =>
  of(symptom)
    .map(({ stage }) => stage)
    .toSorted();

const nothing: Minute = {};
/** What each node of each stage says of itself. */
const nodes = (first: number | undefined, second: number | undefined): Minute =>
  Object.fromEntries(
    stages.flatMap(({ name }) => [
      ...(first === undefined ? [] : [[`IsMaster shoal-${name}-001`, first]]),
      ...(second === undefined ? [] : [[`IsMaster shoal-${name}-002`, second]]),
    ]),
  );
const speaking = nodes(1, 0);
/** The second has taken over, and the first is being replaced. */
const takenOver = nodes(undefined, 1);

describe('the alarms on an outage of the cache', () => {
  it('are in every stage; what explains others, where services promise something; failover, where there is a replica', () => {
    const names = (some: typeof stages) => some.map(({ name }) => name).toSorted();
    const promising = stages.filter(({ alarms }) => !('none' in alarms.objectives));
    expect(stagesWith('silent')).toEqual(names(stages));
    expect(stagesWith('outage')).toEqual(names(promising));
    expect(stagesWith('outage-3m')).toEqual(names(promising));
    expect(stagesWith('failover')).toEqual(names(promising.filter(({ cache }) => cache.replicas > 0)));
    expect(stagesWith('failover')).not.toEqual([]);
  });
});

describe.each<readonly [string, number]>([
  ['silent', 7],
  ['outage-3m', 4],
])('the alarm on cache/%s', (symptom, promised) => {
  const alarms = of(symptom);

  it.each([0, 60, 120])(
    `goes off within ${promised} minutes of the last word, told %d seconds late`,
    (lateBySeconds) => {
      const phases: readonly Phase[] = [
        [30, speaking],
        [30, nothing],
      ];
      expect(alarms.length).toBeGreaterThan(0);
      expect(
        slowOnes(alarms, promised + lateBySeconds / 60, { phases, lateBySeconds, madeAfter: 10 }),
      ).toEqual([]);
    },
  );

  it('goes off where a replica answers and none is the primary', () => {
    const phases: readonly Phase[] = [
      [30, speaking],
      [30, nodes(undefined, 0)],
    ];
    expect(slowOnes(alarms, promised, { phases })).toEqual([]);
  });

  it('ends with the first word of a primary', () => {
    const phases: readonly Phase[] = [
      [30, speaking],
      [30, nothing],
      [10, speaking],
    ];
    expect(new Set(alarms.map((alarm) => historyOf(alarm, { phases }).at(-1)))).toEqual(new Set(['61 OK']));
  });

  // Until the first word has come it has heard none, so it is made after that.
  it.each([0, 60, 120])(
    'is silent while the cache works, as it does while its stage releases or sleeps, told %d seconds late',
    (lateBySeconds) => {
      const phases: readonly Phase[] = [[600, speaking]];
      expect(loudOnes(alarms, { phases, lateBySeconds, madeAfter: 10 })).toEqual([]);
    },
  );

  it.each([0, 60])('is silent while a word is lost, told %d seconds late', (lateBySeconds) => {
    const phases: readonly Phase[] = [
      [30, speaking],
      [1, nothing],
      [30, speaking],
    ];
    expect(loudOnes(alarms, { phases, lateBySeconds, madeAfter: 10 })).toEqual([]);
  });

  it.each<Scenario>([
    [
      'a replica takes over in two minutes, and a new node comes',
      [
        [30, speaking],
        [2, nodes(undefined, 0)],
        [8, takenOver],
        [30, nodes(0, 1)],
      ],
    ],
    [
      'a replica is replaced',
      [
        [30, speaking],
        [10, nodes(1, undefined)],
        [30, speaking],
      ],
    ],
  ])('is silent while %s', (_, phases) => {
    const replicated = alarms.filter(({ stage }) => stagesWith('failover').includes(stage));
    expect(replicated.length).toBeGreaterThan(0);
    expect(loudOnes(replicated, { phases })).toEqual([]);
  });
});

it("'prod/cache/silent' is silent while a restart takes four minutes", () => {
  const phases: readonly Phase[] = [
    [30, speaking],
    [4, nothing],
    [30, speaking],
  ];
  expect(loudOnes(of('silent'), { phases })).toEqual([]);
});

describe('the alarm on cache/failover', () => {
  const alarms = of('failover');

  it.each([0, 60, 120])('goes off within two minutes of it, told %d seconds late', (lateBySeconds) => {
    const phases: readonly Phase[] = [
      [30, speaking],
      [30, takenOver],
    ];
    expect(slowOnes(alarms, 2 + lateBySeconds / 60, { phases, lateBySeconds, madeAfter: 10 })).toEqual([]);
  });

  it('goes off once for one, however long it takes, and ends by itself', () => {
    for (const gap of [1, 2, 20]) {
      const histories = alarms.map((alarm) =>
        historyOf(alarm, {
          phases: [
            [30, speaking],
            [gap, nodes(undefined, 0)],
            [10, takenOver],
            [60, nodes(0, 1)],
          ],
        }),
      );
      expect(new Set(histories.map((history) => history.join()))).toEqual(
        new Set([`1 OK,${31 + gap} ALARM,${34 + gap} OK`]),
      );
    }
  });

  it.each<Scenario>([
    ['nothing changes', [[120, speaking]]],
    [
      'a replica is replaced',
      [
        [30, speaking],
        [10, nodes(1, undefined)],
        [30, speaking],
      ],
    ],
    [
      'the cache is made',
      [
        [30, nothing],
        [30, speaking],
      ],
    ],
    [
      'the primary says nothing for some minutes',
      [
        [30, speaking],
        [3, nodes(undefined, 0)],
        [30, speaking],
      ],
    ],
  ])('is silent while %s', (_, phases) => {
    expect(loudOnes(alarms, { phases })).toEqual([]);
  });
});
