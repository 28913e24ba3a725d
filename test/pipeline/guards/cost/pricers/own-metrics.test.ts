import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ownMetrics } from '../../../../../pipeline/guards/cost/pricers/own-metrics.ts';
import { cents, chargesOf, type Resources } from '../charges-of.ts';

const services = join(import.meta.dirname, '..', '..', '..', '..', '..', 'services');

/** The names of metrics in the code of a folder: `metrics.count('CacheHits')`. */
function namesIn(folder: string): readonly string[] {
  const files = readdirSync(join(services, folder), { recursive: true, encoding: 'utf8' });
  const texts = files
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(join(services, folder, file), 'utf8'));
  const calls = texts.flatMap((text) => [
    ...text.matchAll(/\bmetrics\.(?:count|gauge|observe|watch)\('(\w+)'/g),
  ]);
  return [...new Set(calls.map(([, name]) => name ?? ''))];
}

describe('the metrics that services make of themselves', () => {
  it('are as many as the kit writes', () => {
    // Requests, ServerErrors and Latency are there once more by version, one version at a time.
    expect(ownMetrics.always).toBe(namesIn('kit/telemetry').length + 3);
    expect(ownMetrics.upstream).toBe(namesIn('kit/clients').length);
    expect(ownMetrics.database).toBe(namesIn('kit/database').length);
    expect(ownMetrics.cache).toBe(namesIn('kit/cache').length);
    expect(ownMetrics.publishes + ownMetrics.handles).toBe(namesIn('kit/events').length);
  });

  it('are those of the kit, and none of a service itself', () => {
    const own = readdirSync(services, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && entry.name !== 'kit')
      .flatMap(({ name }) => namesIn(name));
    expect(own).toEqual([]);
  });
});

describe('a service', () => {
  const serviceWith = (variables: readonly (readonly [string, string])[]): Resources => ({
    Service: ['AWS::ECS::Service', { Cluster: 'dev', ServiceName: 'carts', TaskDefinition: 'dev-carts' }],
    Task: [
      'AWS::ECS::TaskDefinition',
      {
        Family: 'dev-carts',
        Cpu: '256',
        Memory: '512',
        ContainerDefinitions: [
          {
            Environment: [['SERVICE_NAME', 'carts'], ...variables].map(([Name, Value]) => ({ Name, Value })),
          },
        ],
      },
    ],
  });
  const metricsOf = (...variables: readonly (readonly [string, string])[]) =>
    chargesOf('Service', serviceWith(variables)).find(({ group }) => group === 'metrics');

  it('pays for its metrics by what it has: a cache, a database, others that it calls', () => {
    expect(metricsOf()?.awake).toBeCloseTo(12 * 0.3);
    expect(metricsOf(['CACHE_HOST', 'x'], ['CATALOG_URL', 'x'])?.awake).toBeCloseTo((12 + 4 + 5) * 0.3);
    expect(metricsOf(['SETTINGS_URL', 'x'], ['TRACES_URL', 'x'])?.awake).toBeCloseTo(12 * 0.3);
  });

  it('pays for none where its stage leaves them in the log, but for their lines', () => {
    expect(metricsOf(['METRICS', 'logged'])).toBeUndefined();
    const [lines] = chargesOf('Service', serviceWith([['METRICS', 'logged']])).filter(
      ({ group }) => group === 'logs',
    );
    expect(cents(lines?.awake ?? 0)).toBe(0.04);
  });
});
