import { describe, expect, it } from '@jest/globals';
import { embeddedMetrics, type MetricsUse } from '../../../../services/kit/telemetry/embedded-metrics.ts';
import { createMetrics } from '../../../../services/kit/telemetry/metrics.ts';
import { reportMetrics } from '../../../../services/kit/telemetry/report-metrics.ts';
import type { Distribution } from '../../../../services/kit/telemetry/series.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { recordedLog } from '../support/recorded-log.ts';

function takenValue(metrics: ReturnType<typeof createMetrics>, name: string): unknown {
  return metrics.take()[0]?.metrics.find((metric) => metric.name === name)?.value;
}

describe('a count', () => {
  it('adds up, and tells its zero once it was ever used', () => {
    const metrics = createMetrics();
    metrics.count('Orders');
    metrics.count('Orders', 4);
    expect(takenValue(metrics, 'Orders')).toBe(5);
    expect(takenValue(metrics, 'Orders')).toBe(0);
  });
});

describe('a gauge', () => {
  it('keeps the lowest, the highest and what their mean follows from', () => {
    const metrics = createMetrics();
    for (const value of [3, 9, 6]) metrics.gauge('PoolWaiting', value);
    expect(takenValue(metrics, 'PoolWaiting')).toEqual({ Min: 3, Max: 9, Sum: 18, Count: 3 });
    expect(takenValue(metrics, 'PoolWaiting')).toBeUndefined();
  });

  it('that is watched is read when it is reported, until that is ended', () => {
    const metrics = createMetrics();
    let value = 1;
    const end = metrics.watch('CircuitOpen', () => value);
    value = 7;
    expect(takenValue(metrics, 'CircuitOpen')).toMatchObject({ Max: 7, Count: 1 });
    end();
    expect(metrics.take()).toEqual([]);
  });
});

describe('a distribution', () => {
  it.each([0.05, 0.3, 1, 17, 250, 9999])('keeps %d ms within 8 percent', (ms) => {
    const metrics = createMetrics();
    metrics.observe('Latency', ms);
    const { Values, Counts } = takenValue(metrics, 'Latency') as Distribution;
    expect(Counts).toEqual([1]);
    expect(Math.abs((Values[0] ?? 0) / ms - 1)).toBeLessThan(0.08);
  });

  it('never has more than the hundred values CloudWatch takes, and loses none', () => {
    const metrics = createMetrics();
    for (let index = 0; index < 5000; index++) metrics.observe('Latency', 0.001 * 1.005 ** index);
    const { Values, Counts, Count } = takenValue(metrics, 'Latency') as Distribution;
    expect(Values.length).toBeLessThanOrEqual(100);
    expect(Counts.reduce((sum, count) => sum + count, 0)).toBe(5000);
    expect(Count).toBe(5000);
  });

  it('takes zero, as a clock of low resolution gives it', () => {
    const metrics = createMetrics();
    metrics.observe('Latency', 0);
    expect(takenValue(metrics, 'Latency')).toMatchObject({ Values: [0.05], Counts: [1], Min: 0 });
  });
});

describe('metrics of one of several', () => {
  it('stay apart, and the same one is the same each time', () => {
    const metrics = createMetrics();
    metrics.with({ upstream: 'catalog' }).count('Calls');
    metrics.with({ upstream: 'catalog' }).count('Calls');
    metrics.with({ upstream: 'users' }).count('Calls');
    expect(metrics.take().map(({ dimension, metrics: [first] }) => [dimension, first?.value])).toEqual([
      [{ upstream: 'catalog' }, 2],
      [{ upstream: 'users' }, 1],
    ]);
  });
});

describe('the line of a group', () => {
  const lineOf = (
    record: (metrics: ReturnType<typeof createMetrics>) => void,
    use: MetricsUse = 'recorded',
  ) => {
    const metrics = createMetrics();
    record(metrics);
    const [group] = metrics.take();
    if (group === undefined) throw new Error('nothing was recorded');
    return JSON.parse(`{"service":"catalog"${embeddedMetrics(group, { stage: 'dev', use, now: 5 })}}`);
  };

  it("is CloudWatch's embedded metric format", () => {
    const line = lineOf((metrics) => {
      metrics.count('Requests');
      metrics.gauge('PoolUsePercent', 30);
      metrics.gauge('QueueAgeSeconds', 2);
      metrics.observe('Latency', 1);
    });
    expect(line).toMatchObject({
      _aws: {
        Timestamp: 5,
        CloudWatchMetrics: [
          {
            Namespace: 'Shoal/dev',
            Dimensions: [['service']],
            Metrics: [
              { Name: 'Requests', Unit: 'Count' },
              { Name: 'PoolUsePercent', Unit: 'Percent' },
              { Name: 'QueueAgeSeconds', Unit: 'Seconds' },
              { Name: 'Latency', Unit: 'Milliseconds' },
            ],
          },
          {
            Namespace: 'Shoal/dev',
            Dimensions: [['service', 'version']],
            Metrics: [{ Name: 'Requests' }, { Name: 'Latency' }],
          },
        ],
      },
      Requests: 1,
      PoolUsePercent: { Min: 30, Max: 30, Sum: 30, Count: 1 },
    });
  });

  it('is a line like others where no metrics are to be made of it', () => {
    const line = lineOf((metrics) => metrics.count('Requests'), 'logged');
    expect(line).toEqual({ service: 'catalog', message: 'metrics', Requests: 1 });
  });

  it('names its dimension, and holds every metric and dimension it declares', () => {
    const line = lineOf((metrics) => metrics.with({ upstream: 'users' }).count('Calls'));
    const [directive] = line._aws.CloudWatchMetrics;
    expect(directive.Dimensions).toEqual([['service', 'upstream']]);
    for (const name of [
      ...directive.Dimensions[0],
      ...directive.Metrics.map((metric: { Name: string }) => metric.Name),
    ]) {
      expect(line).toHaveProperty(name);
    }
  });
});

describe('the report', () => {
  it('is written once a minute and at the end, not for each thing recorded', async () => {
    const clock = createFakeClock();
    const { log, lines } = recordedLog();
    const metrics = createMetrics();
    const end = reportMetrics({ metrics, log, clock, stage: 'dev' });
    for (let request = 0; request < 1000; request++) metrics.count('Requests');
    await clock.advance(59_999);
    expect(lines).toEqual([]);
    await clock.advance(1);
    metrics.count('Requests', 2);
    end();
    await clock.advance(600_000);
    expect(lines.map(({ Requests, level, service }) => ({ Requests, level, service }))).toEqual([
      { Requests: 1000, level: 'metric', service: 'sample' },
      { Requests: 2, level: 'metric', service: 'sample' },
    ]);
  });
});
