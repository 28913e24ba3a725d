import { generatedName } from '../generated-name.ts';
import {
  AwsError,
  account,
  type CreateCall,
  type Played,
  type PlayedType,
  type Properties,
} from '../plane.ts';
import { PropertyReader } from '../property-reader.ts';
import type { CacheParameters } from './cache-parameters.ts';
import { CacheServer } from './cache-server.ts';
import type { CacheUsers } from './cache-users.ts';
import type { ElastiCacheParts } from './elasticache-parts.ts';
import type { RedisUser } from './redis-server.ts';

/** A replication group: one server here, however many nodes it has on AWS. */
export interface ReplicationGroup {
  readonly id: string;
  readonly server: CacheServer;
  properties: Properties;
}

export interface ReplicationGroupTypeProps {
  readonly parts: ElastiCacheParts;
  readonly groups: Map<string, ReplicationGroup>;
  readonly users: CacheUsers;
  readonly parameters: CacheParameters;
}

const machine = 'the cache is one private server on this machine';
const network = 'everything here shares one loopback network';
const backups = 'data here is not backed up';
const encryption = 'data here is not encrypted at rest';

const inert = {
  AtRestEncryptionEnabled: encryption,
  AutoMinorVersionUpgrade: machine,
  AutomaticFailoverEnabled: machine,
  CacheNodeType: machine,
  CacheSubnetGroupName: network,
  DataTieringEnabled: machine,
  EngineVersion: 'the version of the server is the one of this machine',
  GlobalReplicationGroupId: machine,
  IpDiscovery: network,
  KmsKeyId: encryption,
  LogDeliveryConfigurations: 'slow commands are in the slow log of the server',
  MultiAZEnabled: 'one machine is one zone',
  NetworkType: network,
  NotificationTopicArn: 'nobody is notified here',
  NumCacheClusters: machine,
  Port: "the cache's port follows from --ports",
  PreferredCacheClusterAZs: 'one machine is one zone',
  PreferredMaintenanceWindow: machine,
  PrimaryClusterId: machine,
  ReplicasPerNodeGroup: machine,
  ReplicationGroupDescription: 'it only says what the group is for',
  SecurityGroupIds: network,
  SnapshotRetentionLimit: backups,
  SnapshotWindow: backups,
  TransitEncryptionMode: 'the cache speaks TLS only',
  Tags: 'tags have no effect here',
} as const;

export function playReplicationGroup(props: ReplicationGroupTypeProps): PlayedType {
  const { parts, groups } = props;
  return {
    type: 'AWS::ElastiCache::ReplicationGroup',
    plays: [
      'ReplicationGroupId',
      'Engine',
      'UserGroupIds',
      'AuthToken',
      'CacheParameterGroupName',
      'TransitEncryptionEnabled',
      'NumNodeGroups',
      'ClusterMode',
    ],
    inert,
    replacedBy: [
      'ReplicationGroupId',
      'AtRestEncryptionEnabled',
      'KmsKeyId',
      'CacheSubnetGroupName',
      'DataTieringEnabled',
    ],

    async create(call) {
      const { properties, progress } = call;
      const id = idOf(call);
      if (groups.has(id)) {
        throw new AwsError('ReplicationGroupAlreadyExists', `Replication group ${id} already exists`);
      }
      check(id, properties);
      const group: ReplicationGroup = {
        id,
        properties,
        server: new CacheServer({
          id,
          parts,
          users: () => usersOf(group, props.users),
          settings: () => props.parameters.settings(text(group.properties.CacheParameterGroupName)),
        }),
      };
      progress('starting a private cache server');
      await group.server.start();
      groups.set(id, group);
      return played(group, parts.region);
    },

    async update({ physicalId, properties, oldProperties }) {
      const group = groups.get(physicalId);
      if (!group)
        throw new AwsError('ReplicationGroupNotFoundFault', `ReplicationGroup ${physicalId} not found.`, 404);
      check(physicalId, properties);
      group.properties = properties;
      if (properties.CacheParameterGroupName === oldProperties.CacheParameterGroupName)
        await group.server.applyUsers();
      else await group.server.restart();
      return played(group, parts.region);
    },

    /** The data stays, like a final snapshot, and the next group of this name begins with it. */
    async delete({ physicalId }) {
      const group = groups.get(physicalId);
      groups.delete(physicalId);
      await group?.server.stop();
    },
  };
}

export function userGroupsOf({ properties }: ReplicationGroup): readonly string[] {
  return Array.isArray(properties.UserGroupIds) ? properties.UserGroupIds.map(String) : [];
}

/** Without user groups there is the user `default`, with the shared token or without a password. */
function usersOf(group: ReplicationGroup, users: CacheUsers): readonly RedisUser[] {
  const ids = userGroupsOf(group);
  if (ids.length > 0) return users.of(ids);
  const token = text(group.properties.AuthToken);
  return [{ name: 'default', access: 'on ~* &* +@all', passwords: token === undefined ? [] : [token] }];
}

function check(id: string, properties: Properties): void {
  const reader = new PropertyReader(`replication group '${id}'`, properties);
  const engine = reader.text('Engine') ?? 'valkey';
  if (engine !== 'valkey' && engine !== 'redis') {
    throw new Error(`${reader.subject}: engine '${engine}' is not played here, valkey and redis are`);
  }
  if (reader.flag('TransitEncryptionEnabled') !== true) {
    throw new Error(`${reader.subject}: 'TransitEncryptionEnabled' must be true, the cache speaks TLS only`);
  }
  if ((reader.number('NumNodeGroups') ?? 1) > 1 || reader.text('ClusterMode') === 'enabled') {
    throw new Error(`${reader.subject}: cluster mode is not played here, one node group without it is`);
  }
}

function idOf({ properties, type, stackName, logicalId }: CreateCall): string {
  const given = new PropertyReader(type, properties).text('ReplicationGroupId');
  return (given ?? generatedName(stackName, logicalId, 40)).toLowerCase();
}

function played({ id, server }: ReplicationGroup, region: string): Played {
  const { host, port } = server.address;
  return {
    physicalId: id,
    attributes: {
      'PrimaryEndPoint.Address': host,
      'PrimaryEndPoint.Port': String(port),
      'ReaderEndPoint.Address': host,
      'ReaderEndPoint.Port': String(port),
      'ConfigurationEndPoint.Address': host,
      'ConfigurationEndPoint.Port': String(port),
      'ReadEndPoint.Addresses': `[${host}]`,
      'ReadEndPoint.Ports': `[${port}]`,
      'ReadEndPoint.Addresses.List': [host],
      'ReadEndPoint.Ports.List': [String(port)],
      Arn: `arn:aws:elasticache:${region}:${account}:replicationgroup:${id}`,
    },
  };
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
