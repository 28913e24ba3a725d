import { describe, expect, it } from '@jest/globals';
import { stages } from '../../platform/stages.ts';
import { stackOf, synthesized } from '../support/synthesized.ts';

const stacks = await synthesized();

interface Entry {
  readonly Egress: boolean;
  readonly CidrBlock: string;
  readonly RuleNumber: number;
  readonly PortRange: { readonly From: number; readonly To: number };
}

describe.each(stages)('the list before the data tier of $name', ({ name, zones }) => {
  const { resources, template } = stackOf(stacks, name, 'network');
  const ofType = (type: string) => resources.filter((resource) => resource.type === type);
  const subnetsOf = (tier: string) =>
    ofType('AWS::EC2::Subnet').filter(({ id }) => id.startsWith(`Vpc${tier}`));
  const cidrsOf = (tier: string): readonly string[] =>
    subnetsOf(tier).map(({ properties }) => properties.CidrBlock);
  const entries = ofType('AWS::EC2::NetworkAclEntry').map(({ properties }) => properties as unknown as Entry);
  const [list, ...others] = ofType('AWS::EC2::NetworkAcl');
  const associations = ofType('AWS::EC2::SubnetNetworkAclAssociation');

  it('holds every subnet with data in it, and no other', () => {
    expect(others).toEqual([]);
    expect(associations.map(({ properties }) => properties.SubnetId.Ref)).toEqual(
      subnetsOf('Isolated').map(({ id }) => id),
    );
    for (const { properties } of associations) expect(properties.NetworkAclId).toEqual({ Ref: list?.id });
  });

  it('is whole before it is put on a subnet, as an empty one refuses everything', () => {
    const all = ofType('AWS::EC2::NetworkAclEntry').map(({ id }) => id);
    for (const { id } of associations) {
      const resource = template.Resources[id] as { readonly DependsOn?: readonly string[] } | undefined;
      expect(resource?.DependsOn).toEqual(expect.arrayContaining(all));
    }
  });

  it('lets the private tier ask what servers answer on, and nobody else', () => {
    const asked = entries.filter(
      ({ Egress, CidrBlock }) => !Egress && !cidrsOf('Isolated').includes(CidrBlock),
    );
    const data = stackOf(stacks, name, 'data').resources;
    const database = data.find(({ type }) => type === 'AWS::RDS::DBInstance')?.properties.Port ?? 3306;
    const cache = data.find(({ type }) => type === 'AWS::ElastiCache::ReplicationGroup')?.properties.Port;
    const byPlace = (one: string, other: string) => one.localeCompare(other);
    expect(
      asked.map(({ CidrBlock, PortRange }) => `${CidrBlock} ${PortRange.From}-${PortRange.To}`).sort(byPlace),
    ).toEqual(
      cidrsOf('Private')
        .flatMap((cidr) => [database, cache].map((port) => `${cidr} ${port}-${port}`))
        .sort(byPlace),
    );
  });

  it('lets answers out, to the ports that callers choose, and to no address beyond the network', () => {
    const out = entries.filter(({ Egress }) => Egress);
    expect(out.map(({ CidrBlock }) => CidrBlock).sort()).toEqual(
      [...cidrsOf('Private'), ...cidrsOf('Isolated')].sort(),
    );
    for (const { PortRange } of out) expect(PortRange).toEqual({ From: 1024, To: 65_535 });
  });

  it('numbers its entries so that a zone more moves none, within the 20 that a direction has', () => {
    for (const direction of [true, false]) {
      const numbers = entries
        .filter(({ Egress }) => Egress === direction)
        .map(({ RuleNumber }) => RuleNumber);
      expect(new Set(numbers).size).toBe(numbers.length);
      expect(numbers.length).toBeLessThanOrEqual(20);
      expect(Math.max(...numbers)).toBeLessThan(100 * (zones.length + 1));
    }
  });
});
