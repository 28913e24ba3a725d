import { describe, expect, it } from '@jest/globals';
import { services } from '../../platform/services.ts';
import { stages } from '../../platform/stages.ts';
import { synthesized } from '../support/synthesized.ts';
import {
  historyIn,
  type PlayedService,
  playService,
  type ServiceMinute,
  type ServicePhase,
} from './objective-series.ts';
import { alarmsOf } from './synthesized-alarms.ts';

const all = alarmsOf(await synthesized());
/** A composite alarm with its parts, and with those of the alarm that silences it. */
const withParts = (name: string) =>
  all.filter(
    (alarm) =>
      alarm.name === name ||
      alarm.name.startsWith(`${name}-`) ||
      /^prod\/(database|cache|data)\/(outage|outage-3m|silent|failover)$/.test(alarm.name),
  );
const symptoms = [
  'availability-burning',
  'availability-eroding',
  'latency-burning',
  'latency-eroding',
] as const;

/** What the alarm of a service of prod did, without its first state. Both promise 99.9 %, and 99 % within half a second. */
function historyOf(
  service: 'gateway' | 'orders',
  symptom: (typeof symptoms)[number],
  phases: readonly ServicePhase[],
  options: Partial<PlayedService> = {},
): readonly string[] {
  const name = `prod/${service}/${symptom}`;
  const [first, ...changes] = historyIn(playService({ alarms: withParts(name), phases, ...options }), name);
  expect(first).toMatch(/OK$/);
  return changes;
}

/** In which minute of the last phase it went off. */
function minuteOf(history: readonly string[], phases: readonly ServicePhase[]): number {
  const before = phases.slice(0, -1).reduce((sum, [minutes]) => sum + minutes, 0);
  const alarms = history.filter((change) => change.endsWith('ALARM'));
  expect(alarms).toHaveLength(1);
  return Number.parseInt(alarms[0] ?? '', 10) - before;
}

const well: ServiceMinute = { blue: { requests: 600 } };
const failing = (errors: number): ServiceMinute => ({ blue: { requests: 600, errors } });
const slow = (count: number): ServiceMinute => ({ blue: { requests: 600, slow: count } });

describe('the alarms on objectives', () => {
  it.each(stages)(
    'of $name are those that it asks for, of every service alike',
    ({ name, alarms: { objectives } }) => {
      const wanted =
        'none' in objectives
          ? []
          : objectives.tell.flatMap((told) => [`availability-${told}`, `latency-${told}`]);
      for (const service of services) {
        const found = all.filter(
          (alarm) =>
            alarm.name.startsWith(`${name}/${service.name}/`) &&
            symptoms.some((one) => one === alarm.symptom),
        );
        expect(found.map(({ symptom }) => symptom).toSorted()).toEqual(wanted.toSorted());
      }
    },
  );

  it.each(stages.filter(({ alarms }) => !('none' in alarms.objectives)))(
    'of $name go off by what each service promises',
    ({ name: stage }) => {
      for (const { name, objectives } of services) {
        const part = all.find((alarm) => alarm.name === `${stage}/${name}/availability-burning-1h`);
        const threshold = part?.resource.properties.Threshold;
        expect(threshold).toBeCloseTo(14.4 * (100 - objectives.availabilityPercent), 3);
        const late = all.find((alarm) => alarm.name === `${stage}/${name}/latency-burning-30m`);
        expect(JSON.stringify(late?.resource)).toContain(`TC(${objectives.latency.withinMs / 1000}:)`);
      }
    },
  );
});

describe('the alarm on a budget of errors that burns', () => {
  it.each([
    ['all fail', failing(600), 3],
    ['one in ten fails', failing(60), 12],
    ['3 % fail', failing(18), 31],
    ['1 % fails', failing(6), 220],
    [
      'half of them are on a new colour, which fails',
      { blue: { requests: 300 }, green: { requests: 300, errors: 300 } },
      4,
    ],
    [
      'a new colour fails, which has one of twenty',
      { blue: { requests: 570 }, green: { requests: 30, errors: 30 } },
      20,
    ],
  ])('goes off when %s, in time', (_, bad, promised) => {
    const phases: readonly ServicePhase[] = [
      [120, well],
      [promised + 10, bad],
    ];
    expect(minuteOf(historyOf('orders', 'availability-burning', phases), phases)).toBeLessThanOrEqual(
      promised,
    );
  });

  it('goes off before the public service when the balancer finds no task', () => {
    const phases: readonly ServicePhase[] = [
      [120, well],
      [10, { own: 600 }],
    ];
    expect(minuteOf(historyOf('gateway', 'availability-burning', phases), phases)).toBeLessThanOrEqual(3);
  });

  it.each([60, 120])(
    'goes off within three minutes and what metrics are late by: %d seconds',
    (lateBySeconds) => {
      const phases: readonly ServicePhase[] = [
        [120, well],
        [10, failing(600)],
      ];
      const history = historyOf('orders', 'availability-burning', phases, { lateBySeconds });
      expect(minuteOf(history, phases)).toBeLessThanOrEqual(3 + lateBySeconds / 60);
    },
  );

  it('ends half an hour after its cause', () => {
    const phases: readonly ServicePhase[] = [
      [120, well],
      [10, failing(600)],
      [60, well],
    ];
    expect(historyOf('orders', 'availability-burning', phases)).toEqual(['122 ALARM', '160 OK']);
  });

  it.each<readonly [string, readonly ServicePhase[]]>([
    ['nobody asks', [[400, {}]]],
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
      'a few ask at night, some in vain',
      [
        [120, { blue: { requests: 2 } }],
        [4, { blue: { requests: 1, errors: 1 } }],
        [120, { blue: { requests: 2 } }],
      ],
    ],
    [
      'a release moves all requests',
      [
        [120, well],
        [5, { blue: { requests: 570 }, green: { requests: 30 } }],
        [120, { green: { requests: 600 } }],
      ],
    ],
    [
      'a release is taken back after two bad minutes of a canary',
      [
        [120, well],
        [2, { blue: { requests: 570 }, green: { requests: 30, errors: 30 } }],
        [60, well],
      ],
    ],
    [
      'the balancer tells nothing for a while',
      [
        [60, well],
        [15, {}],
        [60, well],
      ],
    ],
    ['many answers are slow', [[400, slow(600)]]],
  ])('is silent while %s', (_, phases) => {
    expect(historyOf('orders', 'availability-burning', phases)).toEqual([]);
  });
});

describe('the alarm on a budget of slow answers that burns', () => {
  it.each([
    ['all are slow', slow(600), 11],
    ['half are slow', slow(300), 20],
    ['one in ten is slow', slow(60), 220],
    ['those of a new colour are', { blue: { requests: 300 }, green: { requests: 300, slow: 300 } }, 20],
  ])('goes off when %s, in time', (_, bad, promised) => {
    const phases: readonly ServicePhase[] = [
      [120, well],
      [promised + 10, bad],
    ];
    expect(minuteOf(historyOf('orders', 'latency-burning', phases), phases)).toBeLessThanOrEqual(promised);
  });

  it.each<readonly [string, readonly ServicePhase[]]>([
    ['nobody asks', [[400, {}]]],
    ['half of what is allowed is slow', [[400, slow(3)]]],
    [
      'a release warms up for three minutes',
      [
        [120, well],
        [3, { green: { requests: 600, slow: 300 } }],
        [60, { green: { requests: 600 } }],
      ],
    ],
    [
      'the first requests of a night are slow',
      [
        [120, {}],
        [3, { blue: { requests: 3, slow: 3 } }],
        [60, { blue: { requests: 3 } }],
      ],
    ],
    ['all answers are errors, and fast', [[60, failing(600)]]],
  ])('is silent while %s', (_, phases) => {
    expect(historyOf('orders', 'latency-burning', phases)).toEqual([]);
  });
});

describe('the alarms on budgets that erode', () => {
  const hour = 60;
  const day = 24 * hour;
  const everyMinutes = 60;
  const symptomsOf = [
    ['availability-eroding', (share: number) => failing(600 * share), 0.001],
    ['latency-eroding', (share: number) => slow(600 * share), 0.01],
  ] as const;

  it.each(symptomsOf)(
    '%s goes off within two days when twice of what is allowed fails',
    (symptom, bad, allowed) => {
      const phases: readonly ServicePhase[] = [
        [3 * day, well],
        [3 * day, bad(2 * allowed)],
      ];
      const after = minuteOf(historyOf('orders', symptom, phases, { everyMinutes }), phases);
      expect(after).toBeGreaterThan(day);
      expect(after).toBeLessThanOrEqual(2 * day);
    },
  );

  it.each(symptomsOf)('%s ends within half a day after its cause', (symptom, bad, allowed) => {
    const phases: readonly ServicePhase[] = [
      [3 * day, well],
      [3 * day, bad(2 * allowed)],
      [day, well],
    ];
    const ended = historyOf('orders', symptom, phases, { everyMinutes }).at(-1) ?? '';
    expect(ended).toMatch(/OK$/);
    expect(Number.parseInt(ended, 10)).toBeLessThanOrEqual(6.5 * day);
  });

  it.each(symptomsOf)(
    '%s is silent while little fails, or much for an hour alone',
    (symptom, bad, allowed) => {
      const quiet: readonly ServicePhase[] = [[5 * day, bad(allowed / 2)]];
      const short: readonly ServicePhase[] = [
        [3 * day, well],
        [hour, bad(20 * allowed)],
        [3 * day, well],
      ];
      expect(historyOf('orders', symptom, quiet, { everyMinutes })).toEqual([]);
      expect(historyOf('orders', symptom, short, { everyMinutes })).toEqual([]);
    },
  );
});
