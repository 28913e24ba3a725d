import { account, type CreateCall, type Played, type PlayedType } from '../plane.ts';
import { PropertyReader } from '../property-reader.ts';
import type { CacheUser, CacheUsers } from './cache-users.ts';

export function playUser(users: CacheUsers, region: string): PlayedType {
  const put = async (call: CreateCall): Promise<Played> => {
    const user = readUser(call);
    await users.setUser(user);
    return {
      physicalId: user.id,
      attributes: { Status: 'active', Arn: `arn:aws:elasticache:${region}:${account}:user:${user.id}` },
    };
  };
  return {
    type: 'AWS::ElastiCache::User',
    plays: ['UserId', 'UserName', 'AccessString', 'Passwords', 'NoPasswordRequired', 'AuthenticationMode'],
    inert: { Engine: 'the engine is the one of this machine', Tags: 'tags have no effect here' },
    replacedBy: ['UserId', 'UserName'],
    create: put,
    update: put,
    delete: async ({ physicalId }) => users.deleteUser(physicalId),
  };
}

export function playUserGroup(users: CacheUsers, region: string): PlayedType {
  const put = async ({ properties, type }: CreateCall): Promise<Played> => {
    const reader = new PropertyReader(type, properties);
    const id = reader.requiredText('UserGroupId');
    await users.setGroup(id, reader.texts('UserIds'));
    return {
      physicalId: id,
      attributes: { Status: 'active', Arn: `arn:aws:elasticache:${region}:${account}:usergroup:${id}` },
    };
  };
  return {
    type: 'AWS::ElastiCache::UserGroup',
    plays: ['UserGroupId', 'UserIds'],
    inert: { Engine: 'the engine is the one of this machine', Tags: 'tags have no effect here' },
    replacedBy: ['UserGroupId'],
    create: put,
    update: put,
    delete: async ({ physicalId }) => users.deleteGroup(physicalId),
  };
}

function readUser({ properties, type }: CreateCall): CacheUser {
  const reader = new PropertyReader(type, properties);
  const id = reader.requiredText('UserId');
  const mode = reader.object('AuthenticationMode');
  mode?.refuseOthers(['Type', 'Passwords']);
  const kind = mode?.requiredText('Type') ?? 'password';
  if (kind === 'iam') throw new Error(`user '${id}': IAM authentication is not played here, passwords are`);
  const passwords = [...reader.texts('Passwords'), ...(mode?.texts('Passwords') ?? [])];
  const open = reader.flag('NoPasswordRequired') === true || kind === 'no-password-required';
  if (passwords.length === 0 && !open) throw new Error(`user '${id}' has no password: give it one or two`);
  return {
    id,
    name: reader.requiredText('UserName'),
    engine: reader.text('Engine') ?? 'valkey',
    access: reader.text('AccessString') ?? 'on ~* +@all',
    passwords,
  };
}
