import { describe, expect, it } from '@jest/globals';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { NetworkStack } from '../../../lib/network/network-stack.ts';
import { mostZones } from '../../../platform/stage/network.ts';
import { prod } from '../../../platform/stages.ts';

type Resources = Readonly<Record<string, { readonly Type: string; readonly Properties: unknown }>>;

/** What stage `prod` has of these types, were it in as many zones. */
function inZones(count: number, ...types: readonly string[]): Resources {
  const zones = [...'abcdefgh'].slice(0, count).map((letter) => `eu-central-1${letter}`);
  const stack = new NetworkStack(new App(), 'network', { stage: { ...prod, zones } });
  const { Resources } = Template.fromStack(stack).toJSON() as { readonly Resources: Resources };
  return Object.fromEntries(Object.entries(Resources).filter(([, { Type }]) => types.includes(Type)));
}

describe('a network that gets a zone more', () => {
  const types = ['AWS::EC2::Subnet', 'AWS::EC2::NetworkAclEntry', 'AWS::EC2::NatGateway', 'AWS::EC2::EIP'];
  const before = inZones(2, ...types);
  const after = inZones(3, ...types);

  it('leaves every subnet, way out and entry of a list where it was', () => {
    expect(Object.keys(before).length).toBeGreaterThan(15);
    expect(after).toMatchObject(before);
  });

  it('has the new ones beside them', () => {
    const added = Object.keys(after).filter((id) => !(id in before));
    expect(added.filter((id) => after[id]?.Type === 'AWS::EC2::Subnet')).toHaveLength(3);
  });
});

describe('a network in as many zones as it may be', () => {
  it('has room for all of its tiers, and a list that EC2 takes', () => {
    const subnets = inZones(mostZones, 'AWS::EC2::Subnet');
    const entries = Object.values(inZones(mostZones, 'AWS::EC2::NetworkAclEntry'));
    expect(Object.keys(subnets)).toHaveLength(3 * mostZones);
    const inwards = entries.filter(({ Properties }) => (Properties as { Egress: boolean }).Egress === false);
    expect(inwards.length).toBeLessThanOrEqual(20);
  });
});
