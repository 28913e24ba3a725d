import { createHash } from 'node:crypto';
import { account, type CreateCall, type Played, type PlayedType } from '../plane.ts';
import { PropertyReader } from '../property-reader.ts';
import type { DatabaseInstance } from './database-instance.ts';

const sharing = 'connections are not shared here: the proxy is the database itself';
const password = 'users have a password here where AWS takes an IAM token';
const network = 'everything here shares one loopback network';

/** Where the proxy is asked, the one database of the rehearsal answers. */
export function playProxy(
  instances: ReadonlyMap<string, DatabaseInstance>,
  region: string,
): readonly PlayedType[] {
  const played = ({ properties, type }: CreateCall): Played => {
    const name = new PropertyReader(type, properties).requiredText('DBProxyName');
    const [instance, ...others] = [...instances.values()];
    if (instance === undefined || others.length > 0) {
      throw new Error(
        `database proxy '${name}': it stands before one database here, there are ${instances.size}; let it depend on its database, and have one`,
      );
    }
    return {
      physicalId: name,
      attributes: {
        Endpoint: instance.address.host,
        DBProxyArn: `arn:aws:rds:${region}:${account}:db-proxy:prx-${hashOf(name)}`,
        VpcId: 'vpc-loopback',
      },
    };
  };
  const target = ({ properties, type }: CreateCall): Played => {
    const reader = new PropertyReader(type, properties);
    const name = reader.requiredText('DBProxyName');
    const unknown = reader.texts('DBInstanceIdentifiers').find((id) => !instances.has(id));
    if (unknown !== undefined) {
      throw new Error(
        `database proxy '${name}': '${unknown}' is no database here, known: ${[...instances.keys()].join(', ')}`,
      );
    }
    const arn = `arn:aws:rds:${region}:${account}:target-group:prx-tg-${hashOf(name)}`;
    return { physicalId: arn, attributes: { TargetGroupArn: arn } };
  };
  return [
    {
      type: 'AWS::RDS::DBProxy',
      plays: ['DBProxyName'],
      inert: {
        Auth: password,
        DebugLogging: sharing,
        DefaultAuthScheme: password,
        EndpointNetworkType: network,
        EngineFamily: sharing,
        IdleClientTimeout: sharing,
        RequireTLS: 'the database asks for TLS itself',
        RoleArn: 'nothing here asks for permission',
        TargetConnectionNetworkType: network,
        Tags: 'tags have no effect here',
        VpcSecurityGroupIds: network,
        VpcSubnetIds: network,
      },
      replacedBy: ['DBProxyName', 'VpcSubnetIds', 'EngineFamily'],
      create: async (call) => played(call),
      update: async (call) => played(call),
      delete: async () => undefined,
    },
    {
      type: 'AWS::RDS::DBProxyTargetGroup',
      plays: ['DBProxyName', 'DBInstanceIdentifiers'],
      inert: {
        ConnectionPoolConfigurationInfo: sharing,
        TargetGroupName: sharing,
        DBClusterIdentifiers: sharing,
      },
      replacedBy: ['DBProxyName', 'TargetGroupName'],
      create: async (call) => target(call),
      update: async (call) => target(call),
      delete: async () => undefined,
    },
  ];
}

function hashOf(name: string): string {
  return createHash('sha256').update(name).digest('hex').slice(0, 17);
}
