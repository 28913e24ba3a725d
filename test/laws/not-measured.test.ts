import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readMetricAlarm } from '../../rehearsal/cloudwatch/read-metric-alarm.ts';
import { notMeasuredMetrics } from '../../rehearsal/not-played/not-measured-metrics.ts';
import { alarmsOf } from '../alarms/synthesized-alarms.ts';
import { PlayedMetrics } from '../rehearsal/cloudwatch/played-metrics.ts';
import { synthesized } from '../support/synthesized.ts';

const document = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'rehearsal.md'), 'utf8');
const stacks = await synthesized();
const watched = [
  ...new Set(
    alarmsOf(stacks)
      .filter(({ resource }) => resource.type === 'AWS::CloudWatch::Alarm')
      .flatMap(({ resource }) => readMetricAlarm(resource.properties).watched.metrics)
      .map(({ namespace, name, dimensions }) => `${namespace} ${name} ${Object.keys(dimensions).sort()}`),
  ),
].toSorted();
/** Without its dimensions. */
const nameOf = (metric: string) => metric.split(' ').slice(0, 2).join(' ');

/** What the rehearsal measures of something of each kind. */
async function measured(): Promise<readonly string[]> {
  const played = new PlayedMetrics({
    databases: () => [{ identifier: 'shoal-dev', pid: process.pid }],
    usageOf: () => ({ program: 'mariadbd', cpuSeconds: 1, memoryBytes: 2 ** 20 }),
  });
  played.services = [
    {
      ...{ cluster: 'dev', name: 'catalog', desired: 1, pending: 0, hasInsights: true },
      tasks: [{ id: 'one', pid: process.pid, cpu: 256, memoryMiB: 512 }],
    },
  ];
  played.queues = [{ name: 'dev-orders', visible: 1, notVisible: 0, delayed: 0, oldestSeconds: 1 }];
  const info = new Map([['used_memory', '1']]);
  played.caches = [{ nodes: ['shoal-dev-001'], info, evictions: 1, hits: 1, misses: 1 }];
  for (const counters of [played.ofBalancer, played.ofGroup]) {
    for (const status of [302, 404, 502, 503, 504]) {
      counters.countRequest();
      counters.countOwnAnswer(status);
    }
  }
  await played.pass(30, { requests: 10, errors: 1 });
  const { Metrics } = (await played.ask('ListMetrics')) as {
    Metrics: readonly { Namespace: string; MetricName: string; Dimensions: readonly { Name: string }[] }[];
  };
  return Metrics.map(
    ({ Namespace, MetricName, Dimensions }) =>
      `${Namespace} ${MetricName} ${Dimensions.map(({ Name }) => Name).sort()}`,
  );
}

describe('every metric that an alarm of a template watches', () => {
  it('is measured here by its name and dimensions, or known not to be', async () => {
    const known = await measured();
    const unknown = watched.filter(
      (metric) =>
        !known.includes(metric) && !metric.startsWith('Shoal/') && !(nameOf(metric) in notMeasuredMetrics),
    );
    expect(unknown).toEqual([]);
  });
});

describe('a metric that is not measured', () => {
  it('is one that an alarm watches, and nothing here measures', async () => {
    const [known, wanted] = [(await measured()).map(nameOf), watched.map(nameOf)];
    const listed = Object.keys(notMeasuredMetrics);
    expect(listed.filter((metric) => known.includes(metric) || !wanted.includes(metric))).toEqual([]);
  });

  it.each(Object.entries(notMeasuredMetrics))(
    'stands in docs/rehearsal.md with its reason: %s',
    (metric, reason) => {
      expect(document).toContain(`| \`${metric}\` | ${reason} |`);
    },
  );
});
