import { describe, expect, it } from '@jest/globals';
import { services } from '../../platform/services.ts';
import { stages } from '../../platform/stages.ts';
import { resourcesOf, synthesized } from '../support/synthesized.ts';

const stacks = await synthesized();

describe.each(stages)('the cache of $name', ({ name }) => {
  const users = resourcesOf(stacks, 'AWS::ElastiCache::User').filter(({ stage }) => stage === name);
  const accessOf = (userName: string): string =>
    users.find(({ properties }) => properties.UserName === userName)?.properties.AccessString;

  it('has a user for each service that needs it, and one that may do nothing', () => {
    expect(users.map(({ properties }) => properties.UserName).sort()).toEqual(
      ['default', ...services.filter(({ needs }) => needs.cache).map((service) => service.name)].sort(),
    );
    expect(accessOf('default')).toBe('off -@all');
  });

  it('has all of them in the one group that may sign in', () => {
    const groups = resourcesOf(stacks, 'AWS::ElastiCache::UserGroup').filter(({ stage }) => stage === name);
    expect(groups).toHaveLength(1);
    expect(groups[0]?.properties.UserIds.map(({ Ref }: { Ref: string }) => Ref).sort()).toEqual(
      users.map(({ id }) => id).sort(),
    );
    const [server] = resourcesOf(stacks, 'AWS::ElastiCache::ReplicationGroup').filter(
      ({ stage }) => stage === name,
    );
    expect(server?.properties.UserGroupIds).toEqual([{ Ref: groups[0]?.id }]);
  });

  it('confines a service to keys of its own', () => {
    for (const service of services.filter(({ needs }) => needs.cache)) {
      const patterns = accessOf(service.name).match(/[~&%]\S+/g);
      expect(patterns).toEqual([`~${service.name}:*`]);
    }
  });

  it('takes the dangerous commands from all, and gives back none but a few by name', () => {
    for (const service of services.filter(({ needs }) => needs.cache)) {
      const words = accessOf(service.name).split(' ');
      expect(words.slice(0, 3)).toEqual(['on', `~${service.name}:*`, '-@all']);
      const afterwards = words.slice(words.indexOf('-@dangerous'));
      expect(afterwards).toContain('-@scripting');
      expect(afterwards.filter((word) => word.startsWith('+'))).toEqual([
        '+ping',
        '+eval',
        '+evalsha',
        '+time',
      ]);
    }
  });
});

describe.each(stages)('the database of $name', ({ name }) => {
  it('has a tenant for each service that needs it', () => {
    const tenants = resourcesOf(stacks, 'Custom::Tenant').filter(({ stage }) => stage === name);
    expect(tenants.map(({ properties }) => properties.Service)).toEqual(
      services.filter(({ needs }) => needs.database).map((service) => service.name),
    );
  });
});
