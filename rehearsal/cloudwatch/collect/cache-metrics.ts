import type { CacheReading } from '../../elasticache/cache-readings.ts';
import type { Measurement } from '../store/metric-store.ts';

/** What ElastiCache reports of each node. One server here stands for all of them, so that the first is the primary. */
export function cacheMetrics(caches: readonly CacheReading[], at: number): readonly Measurement[] {
  return caches.flatMap((cache) =>
    cache.nodes.flatMap((node, index) => [
      ...metricsOf(node, cache, at),
      { ...ofNode(node), name: 'IsMaster', unit: 'Count', at, pairs: [index === 0 ? 1 : 0, 1] },
    ]),
  );
}

const ofNode = (CacheClusterId: string) => ({
  namespace: 'AWS/ElastiCache',
  dimensions: { CacheClusterId },
});

function metricsOf(
  node: string,
  { info, evictions, hits, misses }: CacheReading,
  at: number,
): readonly Measurement[] {
  const metric = (name: string, unit: string, value: number): readonly Measurement[] =>
    Number.isFinite(value) ? [{ ...ofNode(node), name, unit, at, pairs: [value, 1] }] : [];
  const number = (name: string): number => Number(info.get(name));
  const [used, most] = [number('used_memory'), number('maxmemory')];
  return [
    ...metric('BytesUsedForCache', 'Bytes', used),
    // Without a limit nothing of it is used.
    ...metric('DatabaseMemoryUsagePercentage', 'Percent', most > 0 ? (100 * used) / most : 0),
    ...metric('CurrConnections', 'Count', number('connected_clients')),
    ...metric('Evictions', 'Count', evictions),
    ...metric('CacheHits', 'Count', hits),
    ...metric('CacheMisses', 'Count', misses),
  ];
}
