import type { Plane } from '../plane.ts';
import { playBeside } from '../play-beside.ts';
import { CacheParameters, playCacheParameters } from './cache-parameters.ts';
import { type CacheReading, CacheReadings } from './cache-readings.ts';
import { CacheUsers } from './cache-users.ts';
import { elastiCacheApi } from './elasticache-api.ts';
import type { ElastiCacheParts } from './elasticache-parts.ts';
import { playReplicationGroup, type ReplicationGroup, userGroupsOf } from './replication-group-type.ts';
import { playUser, playUserGroup } from './user-types.ts';

export interface ElastiCachePlane extends Plane {
  /** How the servers that run are, for metrics. */
  readings(): Promise<readonly CacheReading[]>;
}

/** Plays ElastiCache: every replication group is a private Redis or Valkey, with the template's users as its ACL. */
export function createElastiCachePlane(parts: ElastiCacheParts): ElastiCachePlane {
  const groups = new Map<string, ReplicationGroup>();
  const readings = new CacheReadings(groups);
  const users = new CacheUsers();
  const parameters = new CacheParameters();
  users.onChange(async (groupId) => {
    const using = [...groups.values()].filter((group) => userGroupsOf(group).includes(groupId));
    await Promise.all(using.map(({ server }) => server.applyUsers()));
  });
  parameters.onChange(async (name) => {
    const using = [...groups.values()].filter(
      ({ properties }) => properties.CacheParameterGroupName === name,
    );
    await Promise.all(using.map(({ server }) => server.restart()));
  });
  return {
    types: [
      playReplicationGroup({ parts, groups, users, parameters }),
      playUser(users, parts.region),
      playUserGroup(users, parts.region),
      playCacheParameters(parameters),
      playBeside({
        type: 'AWS::ElastiCache::SubnetGroup',
        name: 'CacheSubnetGroupName',
        inert: {
          Description: 'it only says what the group is for',
          SubnetIds: 'everything here shares one loopback network',
        },
      }),
    ],
    apis: [elastiCacheApi({ groups, users, region: parts.region })],
    readings: () => readings.read(),
    async close() {
      await Promise.all([...groups.values()].map(({ server }) => server.stop()));
    },
  };
}
