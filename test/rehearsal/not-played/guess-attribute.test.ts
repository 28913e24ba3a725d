import { describe, expect, it } from '@jest/globals';
import { guessAttribute } from '../../../rehearsal/not-played/guess-attribute.ts';
import { playNotPlayed } from '../../../rehearsal/not-played/not-played-type.ts';
import { notPlayedTypes } from '../../../rehearsal/not-played/not-played-types.ts';
import type { Properties } from '../../../rehearsal/plane.ts';

const region = 'eu-central-1';

async function made(type: string, properties: Properties = {}) {
  const call = {
    stackName: 'dev-network',
    stackId: 's',
    logicalId: 'Thing',
    type,
    properties,
    progress: () => {},
  };
  const { physicalId } = await playNotPlayed(type).create(call);
  return {
    physicalId,
    attribute: (name: string) => guessAttribute({ type, physicalId, properties, region }, name),
  };
}

describe('a resource that is not played', () => {
  it.each([
    ['AWS::EC2::VPC', /^vpc-[0-9a-f]{17}$/],
    ['AWS::EC2::Subnet', /^subnet-[0-9a-f]{17}$/],
    ['AWS::EC2::EIP', /^203\.0\.113\.\d{1,3}$/],
    ['Vendor::Odd::Thing', /^dev-network-Thing-[0-9a-f]{12}$/],
  ])('%s has a Ref like %s, the same one each time', async (type, pattern) => {
    const { physicalId } = await made(type);
    expect(physicalId).toMatch(pattern);
    expect((await made(type)).physicalId).toBe(physicalId);
  });

  it('is called what its template calls it', async () => {
    expect((await made('AWS::IAM::Role', { RoleName: 'release' })).physicalId).toBe('release');
  });

  it.each([
    ['AWS::IAM::Role', { RoleName: 'r' }, 'Arn', 'arn:aws:iam::000000000000:role/r'],
    ['AWS::EC2::VPC', { CidrBlock: '10.0.0.0/16' }, 'CidrBlock', '10.0.0.0/16'],
    ['AWS::EC2::VPC', {}, 'DefaultSecurityGroup', expect.stringMatching(/^sg-/)],
    ['AWS::EC2::SecurityGroup', {}, 'GroupId', expect.stringMatching(/^sg-/)],
    ['AWS::EC2::EIP', {}, 'AllocationId', expect.stringMatching(/^eipalloc-/)],
    ['AWS::KMS::Key', {}, 'KeyId', expect.stringMatching(/^dev-network-Thing-/)],
    ['Vendor::Odd::Thing', {}, 'Colour', expect.stringMatching(/^Vendor::Odd::Thing.Colour of /)],
  ])('%s with %j has for %s %s', async (type, properties, name, expected) => {
    expect((await made(type, properties)).attribute(name)).toEqual(expected);
  });
});

describe('the list of types that are not played', () => {
  it('gives each a reason of one line', () => {
    for (const [type, { reason }] of Object.entries(notPlayedTypes)) {
      expect(`${type}: ${reason}`).toMatch(/^(AWS|Custom)::[A-Za-z0-9:]+: [^\n]{10,120}$/);
    }
  });

  it('is in order, so that a type is found', () => {
    const types = Object.keys(notPlayedTypes);
    const services = types.map((type) => type.split('::').slice(0, 2).join('::'));
    expect(services).toEqual([...services].sort());
  });
});
