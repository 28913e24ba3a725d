import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import type { ServiceContext } from './service-context.ts';

/** Where a service's tasks stand in the network, who may reach them, and whom they may reach. */
export interface TaskNetwork {
  readonly subnetIds: readonly string[];
  readonly securityGroup: ec2.SecurityGroup;
}

export function taskNetwork(
  scope: Construct,
  { stage, service, network, data, edge, door, signer }: ServiceContext,
): TaskNetwork {
  const securityGroup = new ec2.SecurityGroup(scope, 'TaskGroup', {
    vpc: network.vpc,
    description: `Shoal ${stage.name}: the tasks of ${service.name}`,
    allowAllOutbound: false,
  });
  const { connections } = securityGroup;
  securityGroup.addEgressRule(ec2.Peer.anyIpv4(), ec2.Port.HTTPS, 'AWS: images, secrets, logs');
  connections.allowFrom(door, ec2.Port.tcp(service.port), 'The load balancer');
  if (service.needs.database) {
    for (const way of new Set([data.databaseDoor, data.database])) {
      connections.allowToDefaultPort(way, `${service.name} to the database`);
    }
  }
  if (service.needs.cache) connections.allowToDefaultPort(data.cache, `${service.name} to the cache`);
  const readsKeys = signer !== undefined && signer !== service.name;
  if (service.calls.length > 0 || readsKeys) {
    connections.allowTo(
      edge.internalEdge,
      ec2.Port.tcp(edge.internalEdge.productionPort),
      `${service.name} to the services it calls`,
    );
  }
  const { subnetIds } = network.vpc.selectSubnets({ subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS });
  return { subnetIds, securityGroup };
}
