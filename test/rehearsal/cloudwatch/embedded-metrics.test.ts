import { describe, expect, it } from '@jest/globals';
import { embeddedMetricsOf, mayHoldMetrics } from '../../../rehearsal/cloudwatch/collect/embedded-metrics.ts';
import { statisticOf } from '../../../rehearsal/cloudwatch/statistic.ts';
import { samplesOf } from '../../../rehearsal/cloudwatch/store/pairs.ts';
import { embeddedMetrics } from '../../../services/kit/telemetry/embedded-metrics.ts';
import { createMetrics } from '../../../services/kit/telemetry/metrics.ts';

const now = Date.parse('2026-11-21T08:00:00Z');

/** As a service prints it. */
function printed(record: (metrics: ReturnType<typeof createMetrics>) => void): readonly string[] {
  const metrics = createMetrics();
  record(metrics);
  return metrics
    .take()
    .map(
      (group) =>
        `{"level":"metric","service":"catalog","version":"v1"${embeddedMetrics(group, { stage: 'dev', use: 'recorded', now })}}`,
    );
}

function line(members: object, directive: object): string {
  return JSON.stringify({ ...members, _aws: { Timestamp: now, CloudWatchMetrics: [directive] } });
}

describe('a line with metrics', () => {
  it('of a service gives what the service recorded, by service and by version', () => {
    const [text = ''] = printed((metrics) => {
      metrics.count('Requests', 7);
      for (const ms of [10, 20, 400]) metrics.observe('Latency', ms);
      metrics.gauge('PoolUsePercent', 50);
      metrics.gauge('PoolUsePercent', 80);
    });
    expect(mayHoldMetrics(text)).toBe(true);
    const found = embeddedMetricsOf(text);
    expect(found.map(({ name, dimensions }) => `${name} ${Object.keys(dimensions)}`)).toEqual([
      'Requests service',
      'Latency service',
      'PoolUsePercent service',
      'Requests service,version',
      'Latency service,version',
    ]);
    expect(found[0]).toMatchObject({
      namespace: 'Shoal/dev',
      dimensions: { service: 'catalog' },
      unit: 'Count',
      at: now,
      pairs: [7, 1],
    });
    const stat = (index: number, name: string) =>
      statisticOf(name, 'test').of(samplesOf(found[index]?.pairs ?? [], now));
    expect(stat(1, 'SampleCount')).toBe(3);
    expect(Math.abs((stat(1, 'p99') ?? 0) - 400)).toBeLessThan(60);
    expect(['Minimum', 'Maximum', 'Average'].map((name) => stat(2, name))).toEqual([50, 80, 65]);
  });

  it.each([
    ['one value', 3, [3, 1]],
    ['several', [1, 2, 2], [1, 1, 2, 1, 2, 1]],
    ['values and counts', { Values: [1, 5], Counts: [10, 2] }, [1, 10, 5, 2]],
    ['a sum and bounds', { Count: 4, Sum: 20, Min: 2, Max: 10 }, [2, 1, 4, 2, 10, 1]],
  ])('may hold %s', (_, value, pairs) => {
    const text = line({ M: value }, { Namespace: 'N', Dimensions: [[]], Metrics: [{ Name: 'M' }] });
    expect(embeddedMetricsOf(text)).toEqual([{ namespace: 'N', name: 'M', dimensions: {}, at: now, pairs }]);
  });

  it('gives one metric for each set of dimensions, and none for a set that it lacks', () => {
    const Dimensions = [['service'], ['service', 'route'], ['missing']];
    const text = line(
      { service: 'catalog', route: '/v1', M: 1 },
      { Namespace: 'N', Dimensions, Metrics: [{ Name: 'M', Unit: 'Count' }, { Name: 'Absent' }] },
    );
    expect(embeddedMetricsOf(text).map(({ dimensions }) => dimensions)).toEqual([
      { service: 'catalog' },
      { service: 'catalog', route: '/v1' },
    ]);
  });

  it.each([
    '{"_aws": not JSON',
    '{"_aws":1}',
    '{"_aws":{"Timestamp":"now","CloudWatchMetrics":[]}}',
    '{"_aws":{"Timestamp":1}}',
    '{"_aws":{"Timestamp":1,"CloudWatchMetrics":[{"Namespace":"N","Metrics":[{"Name":"M"}]}]},"M":"much"}',
  ])('that is malformed is a line like others: %s', (text) => {
    expect(embeddedMetricsOf(text)).toEqual([]);
  });

  it('is told from lines that hold none without reading them', () => {
    expect(mayHoldMetrics('{"level":"info","message":"a request"}')).toBe(false);
    expect(mayHoldMetrics('a text about "_aws"')).toBe(false);
  });
});
