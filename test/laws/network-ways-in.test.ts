import { describe, expect, it } from '@jest/globals';
import { type StageDefinition, stages } from '../../platform/stages.ts';
import { resourcesOf, stackOf, synthesized } from '../support/synthesized.ts';

const stacks = await synthesized();

interface WayIn {
  readonly address: string;
  readonly CidrIp?: unknown;
  readonly CidrIpv6?: unknown;
  readonly FromPort?: number;
  readonly ToPort?: number;
}

/** Inline rules and rules of their own alike. */
const waysIn: readonly WayIn[] = [
  ...resourcesOf(stacks, 'AWS::EC2::SecurityGroup').flatMap(({ address, properties }) =>
    (properties.SecurityGroupIngress ?? []).map((rule: object) => ({ ...rule, address })),
  ),
  ...resourcesOf(stacks, 'AWS::EC2::SecurityGroupIngress').map(({ address, properties }) => ({
    ...properties,
    address,
  })),
];

/** Of the same stage, where tasks and functions are. */
function isPrivateSubnet(address: string, cidr: unknown): boolean {
  return resourcesOf(stacks, 'AWS::EC2::Subnet').some(
    ({ id, stage, properties }) =>
      id.startsWith('VpcPrivate') && address.startsWith(`${stage}-`) && properties.CidrBlock === cidr,
  );
}

describe('ways in', () => {
  it('from the world are the web ports of the public load balancers, and nothing else', () => {
    const open = waysIn
      .filter(({ CidrIp, CidrIpv6 }) => CidrIp === '0.0.0.0/0' || CidrIpv6 === '::/0')
      .map(({ address, FromPort, ToPort }) => `${address.replace(/[0-9A-F]{8}$/, '')} ${FromPort}-${ToPort}`);
    const webPortsOf = ({ domain }: StageDefinition) => ('none' in domain ? ['80-80'] : ['443-443', '80-80']);
    expect(open.sort()).toEqual(
      stages
        .filter(({ edge }) => 'everybody' in edge.visitors)
        .flatMap((stage) =>
          webPortsOf(stage).map((ports) => `${stage.name}-edge/PublicSecurityGroup ${ports}`),
        )
        .sort(),
    );
  });

  it('from a range of addresses come from private subnets of the own stage or its ways out', () => {
    const ranges = waysIn.filter(({ CidrIp }) => CidrIp !== undefined && CidrIp !== '0.0.0.0/0');
    expect(ranges.length).toBeGreaterThan(0);
    for (const { address, CidrIp } of ranges) {
      if (isPrivateSubnet(address, CidrIp)) continue;
      expect({ address, CidrIp }).toEqual({
        address,
        CidrIp: { 'Fn::Join': ['', [{ 'Fn::GetStackOutput': expect.objectContaining({}) }, '/32']] },
      });
    }
  });

  it.each(stages)('to the public test listener of $name are its ways out, every one', ({ name }) => {
    const elastic = resourcesOf(stacks, 'AWS::EC2::EIP').filter(({ stage }) => stage === name);
    const testListeners = waysIn.filter(
      ({ address, FromPort }) =>
        address.startsWith(`${name}-edge/PublicSecurityGroup`) && [9080, 9443].includes(FromPort ?? 0),
    );
    expect(elastic.length).toBeGreaterThan(0);
    expect(testListeners).toHaveLength(elastic.length);
  });

  it.each(stages)(
    'to the internal load balancer of $name are given to groups, never to addresses',
    ({ name }) => {
      const { resources } = stackOf(stacks, name, 'edge');
      const group = resources.find(({ id }) => id.startsWith('InternalSecurityGroup'));
      expect(group?.properties.SecurityGroupIngress).toBeUndefined();
    },
  );

  it('to databases and caches are given to groups, never to addresses', () => {
    const toData = waysIn.filter(({ address }) => /-data\/(Database|Cache)/.test(address));
    expect(toData.length).toBeGreaterThan(0);
    expect(toData.filter(({ CidrIp, CidrIpv6 }) => CidrIp !== undefined || CidrIpv6 !== undefined)).toEqual(
      [],
    );
  });
});
