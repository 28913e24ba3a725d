import { AwsError, type PlayedType, type Properties } from '../plane.ts';
import { type Arns, fullName, generatedName } from './arns.ts';
import { resolveBalancerAttributes } from './balancer-attributes.ts';
import type { BalancerBook } from './balancer-book.ts';
import { canonicalHostedZoneId } from './describe.ts';
import type { Doors } from './doors.ts';
import type { KeyValue } from './known-attributes.ts';
import { LoadBalancer } from './load-balancer.ts';

export interface LoadBalancerTypeParts {
  readonly book: BalancerBook;
  readonly arns: Arns;
  readonly doors: Doors;
}

export function loadBalancerType({ book, arns, doors }: LoadBalancerTypeParts): PlayedType {
  return {
    type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
    plays: ['Name', 'Scheme', 'Type', 'LoadBalancerAttributes', 'Subnets', 'SecurityGroups', 'Tags'],
    inert: {
      SubnetMappings: 'loopback has no subnets',
      IpAddressType: 'loopback addresses are IPv4',
      Ipv4IpamPoolId: 'loopback addresses come from the address book',
      EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic: 'there is no PrivateLink here',
      MinimumLoadBalancerCapacity: 'one process carries all traffic',
      EnableCapacityReservationProvisionStabilize: 'one process carries all traffic',
    },
    replacedBy: ['Name', 'Scheme', 'Type'],
    async create({ properties, stackName, logicalId }) {
      const name = String(properties.Name ?? generatedName(stackName, logicalId));
      if ((properties.Type ?? 'application') !== 'application') {
        throw new AwsError(
          'ValidationError',
          `load balancer '${name}': Type is '${properties.Type}', the rehearsal plays 'application' only`,
        );
      }
      if ([...book.balancers.values()].some((balancer) => balancer.name === name)) {
        throw new AwsError(
          'DuplicateLoadBalancerName',
          `A load balancer with the name '${name}' exists already`,
        );
      }
      const balancer = new LoadBalancer({
        arn: arns.loadBalancer(name),
        name,
        scheme: properties.Scheme === 'internal' ? 'internal' : 'internet-facing',
        host: await doors.hostOf(name),
        subnets: (properties.Subnets ?? []) as readonly string[],
        securityGroups: (properties.SecurityGroups ?? []) as readonly string[],
        resolvedAttributes: attributesOf(properties, name),
      });
      book.balancers.set(balancer.arn, balancer);
      book.setTags(balancer.arn, (properties.Tags ?? []) as readonly KeyValue[]);
      return played(balancer);
    },
    async update({ physicalId, properties }) {
      const balancer = book.balancer(physicalId);
      balancer.resolvedAttributes = attributesOf(properties, balancer.name);
      book.setTags(physicalId, (properties.Tags ?? []) as readonly KeyValue[]);
      return played(balancer);
    },
    async delete({ physicalId }) {
      const balancer = book.balancers.get(physicalId);
      if (balancer === undefined) return;
      await Promise.all([...balancer.listeners.values()].map((listener) => doors.shut(listener)));
      book.balancers.delete(physicalId);
      book.forget(physicalId);
      book.judgeUse();
      doors.leave(balancer);
    },
  };
}

function attributesOf(properties: Properties, name: string): ReadonlyMap<string, string> {
  return resolveBalancerAttributes((properties.LoadBalancerAttributes ?? []) as readonly KeyValue[], name);
}

function played(balancer: LoadBalancer) {
  return {
    physicalId: balancer.arn,
    attributes: {
      LoadBalancerArn: balancer.arn,
      LoadBalancerName: balancer.name,
      LoadBalancerFullName: fullName(balancer.arn),
      DNSName: balancer.host,
      CanonicalHostedZoneID: canonicalHostedZoneId,
      SecurityGroups: balancer.securityGroups,
    },
  };
}
