import { describe, expect, it } from '@jest/globals';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { EdgeStack } from '../../../lib/edge/edge-stack.ts';
import { NetworkStack } from '../../../lib/network/network-stack.ts';
import { prod } from '../../../platform/stages.ts';

describe('the public door of a stage that names its visitors', () => {
  const app = new App();
  const visitors = { addresses: ['203.0.113.0/24', '198.51.100.7/32'] };
  const stage = { ...prod, edge: { ...prod.edge, visitors } };
  const edge = new EdgeStack(app, 'edge', {
    stage,
    services: [],
    network: new NetworkStack(app, 'network', { stage }),
  });
  const rules = Object.values(Template.fromStack(edge).findResources('AWS::EC2::SecurityGroup'))
    .flatMap(({ Properties }) => Properties.SecurityGroupIngress ?? [])
    .map(({ CidrIp, FromPort }) => [CidrIp, FromPort]);

  it('is open to them and closed to the world', () => {
    expect(rules.filter(([, port]) => port !== 9443)).toEqual([
      ['203.0.113.0/24', 443],
      ['198.51.100.7/32', 443],
      ['203.0.113.0/24', 80],
      ['198.51.100.7/32', 80],
    ]);
  });
});
