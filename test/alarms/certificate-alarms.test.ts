import { describe, expect, it } from '@jest/globals';
import { stages } from '../../platform/stages.ts';
import { metricsOf } from '../../rehearsal/cloudwatch/metric-series.ts';
import { readMetricId } from '../../rehearsal/cloudwatch/metric-statistic.ts';
import { playAlarms } from '../../rehearsal/cloudwatch/play-alarms.ts';
import { PropertyReader } from '../../rehearsal/property-reader.ts';
import { synthesized } from '../support/synthesized.ts';
import { alarmsOf, type SynthesizedAlarm } from './synthesized-alarms.ts';

const alarms = alarmsOf(await synthesized()).filter(({ name }) => name.includes('/certificates/expiry'));
const start = Date.parse('2026-11-16T00:00:00Z');
const hour = 3_600_000;
const day = 24 * hour;

/** What an alarm did on which day, where ACM tells at one hour of each day how many are left, or nothing. */
function historyOf(
  { name, resource }: SynthesizedAlarm,
  left: readonly (number | undefined)[],
): readonly string[] {
  const metric = readMetricId(new PropertyReader(name, resource.properties));
  const samples = left.flatMap((value, index) =>
    value === undefined ? [] : [{ at: start + index * day + 9 * hour, value }],
  );
  const { changes } = playAlarms({
    alarms: [resource],
    metrics: metricsOf([{ ...metric, samples }]),
    from: start + hour,
    to: start + left.length * day,
    everySeconds: 3600,
  });
  return changes.map(({ at, to }) => `${Math.floor((at - start) / day)} ${to}`);
}

const from = (first: number, count: number): readonly number[] =>
  Array.from({ length: count }, (_, index) => first - index);
const alike = (left: readonly (number | undefined)[]) => [
  ...new Set(alarms.map((alarm) => historyOf(alarm, left).join(', '))),
];

describe('the alarms on the expiry of certificates', () => {
  it('are on both doors of each stage that has a domain', () => {
    const wanted = stages
      .filter(({ domain }) => !('none' in domain))
      .flatMap(({ name }) => ['public', 'internal'].map((face) => `${name}/certificates/expiry-${face}`));
    expect(alarms.map(({ name }) => name).toSorted()).toEqual(wanted.toSorted());
  });

  it('go off on the day on which thirty days are left', () => {
    expect(alike(from(60, 40))).toEqual(['0 OK, 30 ALARM']);
  });

  it('stay on when the certificate has ended and ACM tells no more of it', () => {
    expect(alike([...from(31, 31), ...Array.from({ length: 9 }, () => undefined)])).toEqual([
      '0 OK, 1 ALARM',
    ]);
  });

  it('end with the renewal', () => {
    expect(alike([...from(31, 5), ...from(395, 5)])).toEqual(['0 OK, 1 ALARM, 5 OK']);
  });

  it.each([
    ['it is renewed in time', [...from(62, 3), ...from(395, 20)]],
    ['ACM tells nothing for days', [...from(60, 3), undefined, undefined, undefined, ...from(54, 3)]],
  ])('are silent while %s', (_, left) => {
    expect(alike(left)).toEqual(['0 OK']);
  });
});
