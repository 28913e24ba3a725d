import { describe, expect, it } from '@jest/globals';
import { synthesized } from '../support/synthesized.ts';
import { historyIn, playService, type ServiceMinute, type ServicePhase, toldIn } from './objective-series.ts';
import { alarmsOf } from './synthesized-alarms.ts';

const all = alarmsOf(await synthesized());
const burning = 'prod/orders/availability-burning';
const outage = 'prod/database/outage';
const alarms = all.filter(
  ({ name }) => name.startsWith(burning) || /^prod\/database\/(outage|silent|failover)$/.test(name),
);

const speaking = { CPUUtilization: 20 };
const well: ServiceMinute = { blue: { requests: 600 }, others: speaking };
const failing: ServiceMinute = { blue: { requests: 600, errors: 600 }, others: speaking };
/** The database is away, and everything that needs it fails. */
const away: ServiceMinute = { blue: { requests: 600, errors: 600 }, others: {} };
/** The minute in which RDS says that it fails over. */
const failsOver: ServiceMinute = { ...away, others: { MatchedEvents: 1 } };

function told(phases: readonly ServicePhase[]): {
  readonly service: readonly number[];
  readonly silent: readonly number[];
} {
  const played = playService({ alarms, phases });
  expect(historyIn(played, burning).some((change) => change.endsWith('ALARM'))).toBe(true);
  return { service: toldIn(played, burning), silent: toldIn(played, 'prod/database/silent') };
}

describe('what a service tells', () => {
  it('is told within five minutes where the database is well', () => {
    expect(
      told([
        [60, well],
        [20, failing],
      ]).service,
    ).toEqual([64]);
  });

  it('is held back while the database fails over, and shortly after, and is then over', () => {
    expect(
      told([
        [400, well],
        [1, failsOver],
        [1, away],
        [60, well],
      ]).service,
    ).toEqual([]);
  });

  it('is told after a failover that did not help it', () => {
    const { service } = told([
      [60, well],
      [1, failsOver],
      [1, away],
      [60, failing],
    ]);
    expect(service).toHaveLength(1);
    expect(service[0]).toBeLessThanOrEqual(60 + 20);
  });

  it('is held back while the database is away, which wakes somebody by itself', () => {
    const { service, silent } = told([
      [60, well],
      [1, failsOver],
      [40, away],
    ]);
    expect(service).toEqual([]);
    // It also told of the first minute, which was late.
    expect(silent).toHaveLength(2);
    expect(silent[1]).toBeLessThanOrEqual(60 + 8);
  });

  it('is held back of each service, since each rests on the database, itself or by what it calls', () => {
    const composites = all.filter(
      ({ name, resource }) =>
        /-(burning|eroding)$/.test(name) && resource.type === 'AWS::CloudWatch::CompositeAlarm',
    );
    expect(composites.length).toBeGreaterThan(20);
    for (const { stage, resource } of composites) {
      expect(resource.properties.ActionsSuppressor).toBe(`${stage}/database/outage`);
    }
    expect(all.some(({ name }) => name === outage)).toBe(true);
  });
});
