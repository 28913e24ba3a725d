import type { Plane } from '../plane.ts';
import { playBeside } from '../play-beside.ts';
import { CacheParameters, playCacheParameters } from './cache-parameters.ts';
import { CacheUsers } from './cache-users.ts';
import { elastiCacheApi } from './elasticache-api.ts';
import type { ElastiCacheParts } from './elasticache-parts.ts';
import { playReplicationGroup, type ReplicationGroup, userGroupsOf } from './replication-group-type.ts';
import { playUser, playUserGroup } from './user-types.ts';

/** Plays ElastiCache: every replication group is a private Redis or Valkey, with the template's users as its ACL. */
export function createElastiCachePlane(parts: ElastiCacheParts): Plane {
  const groups = new Map<string, ReplicationGroup>();
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
    async close() {
      await Promise.all([...groups.values()].map(({ server }) => server.stop()));
    },
  };
}
