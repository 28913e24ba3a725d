import type { ReplicationGroup } from './replication-group-type.ts';

/** What a cache server says of itself: `INFO`, by name. */
export interface CacheReading {
  /** The nodes that it stands for. */
  readonly nodes: readonly string[];
  readonly info: ReadonlyMap<string, string>;
  /** Since the last reading. */
  readonly evictions: number;
  readonly hits: number;
  readonly misses: number;
}

/** Asks cache servers how they are; of one that does not answer nothing is told. */
export class CacheReadings {
  readonly #groups: ReadonlyMap<string, ReplicationGroup>;
  readonly #before = new Map<string, ReadonlyMap<string, string>>();

  constructor(groups: ReadonlyMap<string, ReplicationGroup>) {
    this.#groups = groups;
  }

  async read(): Promise<readonly CacheReading[]> {
    const found = await Promise.all(
      [...this.#groups.values()].map(async ({ id, server, properties }): Promise<readonly CacheReading[]> => {
        const info = await server.info().catch(() => undefined);
        if (info === undefined) return [];
        const since = (name: string): number => {
          const [now, before] = [info, this.#before.get(id)].map((each) => Number(each?.get(name) ?? 0));
          // A server that has started anew counts from nothing.
          return (now ?? 0) - ((before ?? 0) > (now ?? 0) ? 0 : (before ?? 0));
        };
        const reading = {
          nodes: nodesOf(id, Number(properties.NumCacheClusters ?? 1)),
          info,
          evictions: since('evicted_keys'),
          hits: since('keyspace_hits'),
          misses: since('keyspace_misses'),
        };
        this.#before.set(id, info);
        return [reading];
      }),
    );
    return found.flat();
  }
}

/** As ElastiCache numbers them. */
function nodesOf(id: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `${id}-${String(index + 1).padStart(3, '0')}`);
}
