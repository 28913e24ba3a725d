import { type ApiService, AwsError, account, NamedList } from '../plane.ts';
import { PropertyReader } from '../property-reader.ts';
import type { CacheUser, CacheUsers } from './cache-users.ts';
import { type ReplicationGroup, userGroupsOf } from './replication-group-type.ts';

export interface ElastiCacheApiProps {
  readonly groups: ReadonlyMap<string, ReplicationGroup>;
  readonly users: CacheUsers;
  readonly region: string;
}

/** The part of ElastiCache's API that tells what there is. */
export function elastiCacheApi({ groups, users, region }: ElastiCacheApiProps): ApiService {
  const arn = (kind: string, id: string): string => `arn:aws:elasticache:${region}:${account}:${kind}:${id}`;
  return {
    signingName: 'elasticache',
    protocol: 'query',
    namespace: 'http://elasticache.amazonaws.com/doc/2015-02-02/',
    operations: {
      DescribeReplicationGroups(input) {
        const id = new PropertyReader('DescribeReplicationGroups', input).text('ReplicationGroupId');
        const found = [...groups.values()].filter((group) => id === undefined || group.id === id);
        if (id !== undefined && found.length === 0) {
          throw new AwsError('ReplicationGroupNotFoundFault', `ReplicationGroup ${id} not found.`, 404);
        }
        return {
          ReplicationGroups: new NamedList(
            'ReplicationGroup',
            found.map((group) => describeGroup(group, arn('replicationgroup', group.id))),
          ),
        };
      },

      /** One server stands for all nodes, so that none takes over: it starts anew, with what it had saved. */
      TestFailover(input) {
        const id = new PropertyReader('TestFailover', input).requiredText('ReplicationGroupId');
        const group = groups.get(id);
        if (group === undefined)
          throw new AwsError('ReplicationGroupNotFoundFault', `ReplicationGroup ${id} not found.`, 404);
        void group.server.restart();
        return { ReplicationGroup: describeGroup(group, arn('replicationgroup', group.id)) };
      },

      DescribeUsers(input) {
        const id = new PropertyReader('DescribeUsers', input).text('UserId');
        const found = users.users.filter((user) => id === undefined || user.id === id);
        if (id !== undefined && found.length === 0)
          throw new AwsError('UserNotFound', `User ${id} not found.`, 404);
        return { Users: found.map((user) => describeUser(user, users, arn('user', user.id))) };
      },

      DescribeUserGroups(input) {
        const id = new PropertyReader('DescribeUserGroups', input).text('UserGroupId');
        const found = users.groups.filter((group) => id === undefined || group.id === id);
        if (id !== undefined && found.length === 0) {
          throw new AwsError('UserGroupNotFound', `UserGroup ${id} not found.`, 404);
        }
        return {
          UserGroups: found.map((group) => ({
            UserGroupId: group.id,
            Status: 'active',
            Engine: 'valkey',
            UserIds: group.userIds,
            ReplicationGroups: [...groups.values()]
              .filter((cache) => userGroupsOf(cache).includes(group.id))
              .map((cache) => cache.id),
            ARN: arn('usergroup', group.id),
          })),
        };
      },
    },
  };
}

function describeGroup(group: ReplicationGroup, arn: string): object {
  const { id, server, properties } = group;
  const endpoint = { Address: server.address.host, Port: server.address.port };
  return {
    ReplicationGroupId: id,
    Description: properties.ReplicationGroupDescription ?? '',
    Status: server.available ? 'available' : 'modifying',
    Engine: properties.Engine ?? 'valkey',
    MemberClusters: new NamedList('ClusterId', [`${id}-001`]),
    NodeGroups: new NamedList('NodeGroup', [
      {
        NodeGroupId: '0001',
        Status: 'available',
        PrimaryEndpoint: endpoint,
        ReaderEndpoint: endpoint,
        NodeGroupMembers: new NamedList('NodeGroupMember', [
          {
            CacheClusterId: `${id}-001`,
            CacheNodeId: '0001',
            ReadEndpoint: endpoint,
            CurrentRole: 'primary',
          },
        ]),
      },
    ]),
    AutomaticFailover: 'disabled',
    MultiAZ: 'disabled',
    ClusterEnabled: false,
    CacheNodeType: properties.CacheNodeType ?? 'cache.t4g.micro',
    AuthTokenEnabled: properties.AuthToken !== undefined,
    TransitEncryptionEnabled: true,
    TransitEncryptionMode: 'required',
    AtRestEncryptionEnabled: false,
    SnapshotRetentionLimit: 0,
    UserGroupIds: userGroupsOf(group),
    ARN: arn,
  };
}

function describeUser(user: CacheUser, users: CacheUsers, arn: string): object {
  return {
    UserId: user.id,
    UserName: user.name,
    Status: 'active',
    Engine: user.engine,
    AccessString: user.access,
    UserGroupIds: users.groups.filter(({ userIds }) => userIds.includes(user.id)).map(({ id }) => id),
    Authentication:
      user.passwords.length === 0
        ? { Type: 'no-password', PasswordCount: 0 }
        : { Type: 'password', PasswordCount: user.passwords.length },
    ARN: arn,
  };
}
