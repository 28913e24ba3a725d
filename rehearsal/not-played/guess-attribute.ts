import { account, type Properties } from '../plane.ts';

export interface GuessedResource {
  readonly type: string;
  readonly physicalId: string;
  readonly properties: Properties;
  readonly region: string;
}

/** What `Fn::GetAtt` gives for a resource that is not played: like the real thing where that is known. */
export function guessAttribute(resource: GuessedResource, name: string): unknown {
  const { type, physicalId, properties } = resource;
  const given = properties[name];
  if (typeof given === 'string' || typeof given === 'number') return given;
  if (name === 'Arn' || name.endsWith('Arn')) return guessArn(resource);
  if (name === 'AllocationId') return `eipalloc-${physicalId.replaceAll('.', '-')}`;
  if (name === 'PublicIp') return physicalId.startsWith('203.0.113.') ? physicalId : '203.0.113.1';
  if (name === 'PrivateIp') return '127.0.0.1';
  if (name === 'DefaultSecurityGroup') return physicalId.replace(/^vpc-/, 'sg-');
  if (name === 'Id' || name === 'KeyId' || isOwnId(type, name)) return physicalId;
  return `${type}.${name} of ${physicalId}`;
}

/** `VpcId` of an `AWS::EC2::VPC`, `GroupId` of an `AWS::EC2::SecurityGroup`. */
function isOwnId(type: string, name: string): boolean {
  const noun = type.split('::').at(-1)?.toLowerCase() ?? '';
  return name.endsWith('Id') && noun.endsWith(name.slice(0, -2).toLowerCase());
}

function guessArn({
  type,
  physicalId,
  region,
}: Pick<GuessedResource, 'type' | 'physicalId' | 'region'>): string {
  if (physicalId.startsWith('arn:')) return physicalId;
  const [, service = '', noun = ''] = type.toLowerCase().split('::');
  if (service === 'iam') return `arn:aws:iam::${account}:${noun}/${physicalId}`;
  const arnNoun = noun === 'securitygroup' ? 'security-group' : noun;
  return `arn:aws:${service}:${region}:${account}:${arnNoun}/${physicalId}`;
}
