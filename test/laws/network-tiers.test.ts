import { describe, expect, it } from '@jest/globals';
import { stages } from '../../platform/stages.ts';
import { resourcesOf, stackOf, synthesized } from '../support/synthesized.ts';

const stacks = await synthesized();

describe.each(stages)('the network of $name', ({ name, zones, nat, cidr, network }) => {
  const { resources } = stackOf(stacks, name, 'network');
  const ofType = (type: string): typeof resources => resources.filter((resource) => resource.type === type);
  const subnets = ofType('AWS::EC2::Subnet');

  it('has three tiers in every zone that the stage names', () => {
    expect(ofType('AWS::EC2::VPC').map(({ properties }) => properties.CidrBlock)).toEqual([cidr]);
    for (const tier of ['Public', 'Private', 'Isolated']) {
      const inTier = subnets.filter(({ id }) => id.startsWith(`Vpc${tier}Subnet`));
      expect(inTier.map(({ properties }) => properties.AvailabilityZone)).toEqual([...zones]);
    }
    expect(subnets).toHaveLength(3 * zones.length);
  });

  it('gives nothing a public address by itself', () => {
    expect(subnets.filter(({ properties }) => properties.MapPublicIpOnLaunch === true)).toEqual([]);
  });

  it('has no way out of the isolated tier', () => {
    const routes = ofType('AWS::EC2::Route').filter(({ properties }) =>
      properties.RouteTableId.Ref.startsWith('VpcIsolated'),
    );
    expect(routes).toEqual([]);
  });

  it('leaves by addresses that are known', () => {
    const ways =
      nat === 'instance' ? ['AWS::EC2::Instance', 'AWS::EC2::EIPAssociation'] : ['AWS::EC2::NatGateway'];
    for (const type of ways) expect(ofType(type)).toHaveLength(nat === 'instance' ? 1 : zones.length);
    expect(ofType('AWS::EC2::EIP')).toHaveLength(nat === 'instance' ? 1 : zones.length);
    const routes = ofType('AWS::EC2::Route').filter(({ properties }) =>
      properties.RouteTableId.Ref.startsWith('VpcPrivate'),
    );
    expect(routes).toHaveLength(zones.length);
  });

  it('keeps who spoke to whom, refused or not, in a bucket that forgets it in time', () => {
    const [bucket, ...others] = ofType('AWS::S3::Bucket');
    expect(others).toEqual([]);
    expect(ofType('AWS::EC2::FlowLog').map(({ properties }) => properties)).toEqual([
      expect.objectContaining({
        TrafficType: 'ALL',
        ResourceType: 'VPC',
        LogDestinationType: 's3',
        LogDestination: { 'Fn::GetAtt': [bucket?.id, 'Arn'] },
      }),
    ]);
    expect(bucket?.properties.LifecycleConfiguration.Rules).toEqual([
      expect.objectContaining({ ExpirationInDays: network.flowLogDays, Status: 'Enabled' }),
    ]);
  });

  it('empties the default security group', () => {
    expect(ofType('Custom::VpcRestrictDefaultSG')).toHaveLength(1);
  });
});

describe('an instance that forwards', () => {
  it('is given its address once the network has a gateway, without which EC2 refuses it', () => {
    const waiting = stacks.flatMap(({ template: { Resources } }) =>
      Object.values(Resources)
        .filter(({ Type }) => Type === 'AWS::EC2::EIPAssociation')
        .map((association) => JSON.stringify((association as { DependsOn?: unknown }).DependsOn ?? [])),
    );
    expect(waiting.length).toBe(stages.filter(({ nat }) => nat === 'instance').length);
    // These routes lead to the gateway, and CDK makes them wait until it is attached.
    for (const dependencies of waiting) expect(dependencies).toMatch(/"VpcPublicSubnet1DefaultRoute/);
  });

  it('takes traffic from its network only and asks for signed metadata requests', () => {
    const instances = resourcesOf(stacks, 'AWS::EC2::Instance');
    expect(instances.length).toBeGreaterThan(0);
    for (const { properties } of instances) {
      expect(properties.SourceDestCheck).toBe(false);
      expect(properties.MetadataOptions).toEqual({ HttpTokens: 'required', HttpPutResponseHopLimit: 1 });
    }
  });
});
