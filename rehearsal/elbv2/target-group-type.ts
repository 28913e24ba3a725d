import { AwsError, type PlayedType, type Properties } from '../plane.ts';
import { type Arns, generatedName } from './arns.ts';
import type { BalancerBook } from './balancer-book.ts';
import { targetGroupAttributes } from './describe.ts';
import type { KeyValue } from './known-attributes.ts';
import { TargetGroup } from './target-group.ts';
import { defineTargetGroup, settingsOf } from './target-group-definition.ts';

export function targetGroupType(book: BalancerBook, arns: Arns): PlayedType {
  return {
    type: 'AWS::ElasticLoadBalancingV2::TargetGroup',
    plays: [
      'Name',
      'Port',
      'Protocol',
      'ProtocolVersion',
      'VpcId',
      'TargetType',
      'Targets',
      'HealthCheckEnabled',
      'HealthCheckIntervalSeconds',
      'HealthCheckPath',
      'HealthCheckPort',
      'HealthCheckProtocol',
      'HealthCheckTimeoutSeconds',
      'HealthyThresholdCount',
      'UnhealthyThresholdCount',
      'Matcher',
      'TargetGroupAttributes',
      'Tags',
    ],
    inert: { IpAddressType: 'loopback addresses are IPv4' },
    replacedBy: ['Name', 'Port', 'Protocol', 'ProtocolVersion', 'VpcId', 'TargetType'],
    async create({ properties, stackName, logicalId }) {
      const name = String(properties.Name ?? generatedName(stackName, logicalId));
      if ([...book.targetGroups.values()].some(({ definition }) => definition.name === name)) {
        throw new AwsError(
          'DuplicateTargetGroupName',
          `A target group with the name '${name}' exists already`,
        );
      }
      const definition = defineTargetGroup(name, properties);
      const group = new TargetGroup({ arn: arns.targetGroup(name), name, settings: settingsOf(definition) });
      const known = { group, definition };
      book.targetGroups.set(group.arn, known);
      book.setTags(group.arn, tagsOf(properties));
      for (const target of fixedTargets(properties, definition.port)) group.register(target);
      return { physicalId: group.arn, attributes: targetGroupAttributes(known, book) };
    },
    async update({ physicalId, properties }) {
      const known = book.targetGroup(physicalId);
      known.definition = defineTargetGroup(known.definition.name, properties);
      known.group.settings = settingsOf(known.definition);
      book.setTags(physicalId, tagsOf(properties));
      return { physicalId, attributes: targetGroupAttributes(known, book) };
    },
    async delete({ physicalId }) {
      const known = book.targetGroups.get(physicalId);
      if (known === undefined) return;
      if (book.balancersOf(physicalId).length > 0) {
        throw new AwsError(
          'ResourceInUse',
          `Target group '${physicalId}' is currently in use by a listener or a rule`,
        );
      }
      book.targetGroups.delete(physicalId);
      book.forget(physicalId);
      await known.group.close();
    },
  };
}

function tagsOf(properties: Properties): readonly KeyValue[] {
  return (properties.Tags ?? []) as readonly KeyValue[];
}

function fixedTargets(properties: Properties, byDefault: number) {
  const targets = (properties.Targets ?? []) as readonly {
    readonly Id?: string;
    readonly Port?: number | string;
  }[];
  return targets.map(({ Id = '', Port }) => ({ address: Id, port: Number(Port ?? byDefault) }));
}
