import { generatedName } from '../generated-name.ts';
import type { CreateCall, Played, PlayedType } from '../plane.ts';
import { PropertyReader } from '../property-reader.ts';

/** Parameters of ElastiCache that are the server's own settings. */
const played = [
  'activedefrag',
  'activerehashing',
  'hz',
  'lazyfree-lazy-eviction',
  'lazyfree-lazy-expire',
  'lfu-decay-time',
  'lfu-log-factor',
  'maxmemory-policy',
  'maxmemory-samples',
  'notify-keyspace-events',
  'slowlog-log-slower-than',
  'slowlog-max-len',
  'tcp-keepalive',
  'timeout',
];

/** The settings of each parameter group; caches hear of every change. */
export class CacheParameters {
  readonly #groups = new Map<string, Readonly<Record<string, string>>>();
  readonly #listeners = new Set<(group: string) => Promise<void>>();

  settings(group: string | undefined): Readonly<Record<string, string>> {
    return (group === undefined ? undefined : this.#groups.get(group)) ?? {};
  }

  async set(group: string, parameters: Readonly<Record<string, string>>): Promise<void> {
    const unknown = Object.keys(parameters).filter((name) => !played.includes(name));
    if (unknown.length > 0) {
      throw new Error(
        `parameter group '${group}': ${unknown.join(', ')} is not played here; allowed are ${played.join(', ')}`,
      );
    }
    this.#groups.set(group, parameters);
    for (const listener of this.#listeners) await listener(group);
  }

  delete(group: string): void {
    this.#groups.delete(group);
  }

  onChange(listener: (group: string) => Promise<void>): void {
    this.#listeners.add(listener);
  }
}

export function playCacheParameters(parameters: CacheParameters): PlayedType {
  const put = async (physicalId: string, { properties, type }: CreateCall): Promise<Played> => {
    await parameters.set(physicalId, new PropertyReader(type, properties).textMap('Properties'));
    return { physicalId, attributes: { CacheParameterGroupName: physicalId } };
  };
  return {
    type: 'AWS::ElastiCache::ParameterGroup',
    plays: ['CacheParameterGroupName', 'Properties'],
    inert: {
      CacheParameterGroupFamily: 'the version of the server is the one of this machine',
      Description: 'it only says what the group is for',
      Tags: 'tags have no effect here',
    },
    replacedBy: ['CacheParameterGroupName', 'CacheParameterGroupFamily'],
    create: (call) => {
      const given = new PropertyReader(call.type, call.properties).text('CacheParameterGroupName');
      return put(given ?? generatedName(call.stackName, call.logicalId, 255).toLowerCase(), call);
    },
    update: (call) => put(call.physicalId, call),
    delete: async ({ physicalId }) => parameters.delete(physicalId),
  };
}
