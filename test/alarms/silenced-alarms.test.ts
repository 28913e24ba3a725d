import { describe, expect, it } from '@jest/globals';
import { restsOn } from '../../platform/rests-on.ts';
import { services } from '../../platform/services.ts';
import { synthesized } from '../support/synthesized.ts';
import { historyIn, playService, type ServiceMinute, type ServicePhase, toldIn } from './objective-series.ts';
import { alarmsOf } from './synthesized-alarms.ts';

const all = alarmsOf(await synthesized());

const well: ServiceMinute = { blue: { requests: 600 } };
const errors = { requests: 600, errors: 600 };
const failing: ServiceMinute = { blue: errors };

/** What is told of a service, and of what silences it, while this happens. */
function told(service: string, phases: readonly ServicePhase[]) {
  const burning = `prod/${service}/availability-burning`;
  const played = playService({
    alarms: all.filter(
      ({ name }) =>
        name.startsWith(burning) ||
        /^prod\/(database|cache|data)\/(outage|outage-3m|silent|failover)$/.test(name),
    ),
    phases,
  });
  expect(historyIn(played, burning).some((change) => change.endsWith('ALARM'))).toBe(true);
  const of = (alarm: string) => toldIn(played, `prod/${alarm}`);
  return { service: toldIn(played, burning), of };
}

describe('what a service tells', () => {
  it.each(services)('is told of $name within five minutes where all is well that it rests on', ({ name }) => {
    const { service } = told(name, [
      [60, well],
      [20, failing],
    ]);
    expect(service).toHaveLength(1);
    expect(service[0]).toBeLessThanOrEqual(60 + 5);
  });
});

describe('what a service tells that rests on the database', () => {
  const others = { IsMaster: 1 };
  /** The database is away, and everything that needs it fails. */
  const away: ServiceMinute = { blue: errors, others };
  /** The minute in which RDS says that it fails over. */
  const failsOver: ServiceMinute = { blue: errors, others: { ...others, MatchedEvents: 1 } };

  it.each(['orders', 'catalog'])(
    'is held back of %s while it fails over, and shortly after, and is then over',
    (service) => {
      expect(
        told(service, [
          [400, well],
          [1, failsOver],
          [1, away],
          [60, well],
        ]).service,
      ).toEqual([]);
    },
  );

  it('is told after a failover that did not help it', () => {
    const { service } = told('orders', [
      [60, well],
      [1, failsOver],
      [1, away],
      [60, failing],
    ]);
    expect(service).toHaveLength(1);
    expect(service[0]).toBeLessThanOrEqual(60 + 20);
  });

  it.each(['orders', 'catalog'])(
    'is held back of %s while it is away, which wakes somebody by itself',
    (service) => {
      const found = told(service, [
        [60, well],
        [1, failsOver],
        [40, away],
      ]);
      expect(found.service).toEqual([]);
      const silent = found.of('database/silent');
      // It also told of the first minute, which was late.
      expect(silent).toHaveLength(2);
      expect(silent[1]).toBeLessThanOrEqual(60 + 8);
    },
  );
});

describe('what a service tells that rests on the cache', () => {
  const others = { CPUUtilization: 20 };
  const away: ServiceMinute = { blue: errors, others };
  /** A replica is there, and is not the primary yet; then it is. */
  const waiting: ServiceMinute = { blue: errors, others: { ...others, 'IsMaster shoal-prod-002': 0 } };
  const takenOver: ServiceMinute = { ...well, others: { ...others, 'IsMaster shoal-prod-002': 1 } };
  const before: ServiceMinute = {
    ...well,
    others: { ...others, 'IsMaster shoal-prod-001': 1, 'IsMaster shoal-prod-002': 0 },
  };

  it.each(['carts', 'orders', 'gateway'])(
    'is held back of %s while it is away, which wakes somebody by itself',
    (service) => {
      const found = told(service, [
        [60, well],
        [40, away],
      ]);
      expect(found.service).toEqual([]);
      const silent = found.of('cache/silent');
      expect(silent).toHaveLength(2);
      expect(silent[1]).toBeLessThanOrEqual(60 + 8);
    },
  );

  it.each([1, 2])('is held back while a replica takes over in %d minutes, and is then over', (minutes) => {
    const found = told('carts', [
      [400, before],
      [minutes, waiting],
      [60, takenOver],
    ]);
    expect(found.service).toEqual([]);
    expect(found.of('cache/failover')).toHaveLength(1);
  });

  it('is told after a failover that did not help it', () => {
    const { service } = told('carts', [
      [60, before],
      [2, waiting],
      [60, { ...takenOver, blue: errors }],
    ]);
    expect(service).toHaveLength(1);
    expect(service[0]).toBeLessThanOrEqual(60 + 20);
  });

  it.each(['catalog', 'users', 'payments', 'recommendations'])(
    'is not what %s tells, which goes on without it, and should have',
    (service) => {
      const found = told(service, [
        [60, well],
        [40, away],
      ]);
      expect(found.of('cache/silent')).toHaveLength(2);
      expect(found.service).toHaveLength(1);
      expect(found.service[0]).toBeLessThanOrEqual(60 + 5);
    },
  );
});

describe('what silences the alarms of a service', () => {
  const composites = all.filter(
    ({ name, resource }) =>
      /-(burning|eroding)$/.test(name) && resource.type === 'AWS::CloudWatch::CompositeAlarm',
  );

  it.each(services)('is for $name the outage of what it rests on', (service) => {
    const [only, ...others] = restsOn(service, services);
    const outage = others.length > 0 ? 'data/outage' : only === undefined ? undefined : `${only}/outage`;
    const own = composites.filter(({ name }) => name.split('/')[1] === service.name);
    expect(own.length).toBeGreaterThan(3);
    for (const { stage, resource } of own) {
      expect(resource.properties.ActionsSuppressor).toBe(outage && `${stage}/${outage}`);
      expect(outage === undefined || all.some(({ name }) => name === `${stage}/${outage}`)).toBe(true);
    }
  });
});
