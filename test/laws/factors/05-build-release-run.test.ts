import { describe, expect, it } from '@jest/globals';
import { services } from '../../../platform/services.ts';
import { serviceStacks } from '../../support/service-stacks.ts';
import { resourcesOf, synthesized } from '../../support/synthesized.ts';
import { ownContainers } from './containers.ts';

const synthesizedStacks = await synthesized();
const stacks = serviceStacks(synthesizedStacks);

describe('V. A build', () => {
  it('is never replaced by another one under the same tag', () => {
    const repositories = resourcesOf(synthesizedStacks, 'AWS::ECR::Repository');
    expect(repositories.map(({ properties }) => properties.RepositoryName).toSorted()).toEqual(
      expect.arrayContaining(services.map(({ name }) => `shoal/${name}`)),
    );
    expect(repositories.filter(({ properties }) => properties.ImageTagMutability !== 'IMMUTABLE')).toEqual(
      [],
    );
  });
});

describe.each(stacks)('V. A release of $name', (one) => {
  it('is one build, by its tag, in every task', () => {
    for (const { Image } of ownContainers(one)) {
      expect(JSON.stringify(Image)).toContain(`shoal/${one.service.name}:tag-of-${one.service.name}"`);
    }
  });

  it('is a resource, made after the migrations of its revision', () => {
    const release = one.one('Custom::Release');
    expect(JSON.stringify(release.properties.TaskDefinition)).toMatch(/"Ref":"Task[0-9A-F]{8}"/);
    expect(one.all('Custom::Migration')).toHaveLength(one.service.needs.database ? 1 : 0);
  });

  it('runs what was built: no command but the bundle, and none that builds', () => {
    for (const { Command } of ownContainers(one)) expect(Command?.[0]).toBe('main.mjs');
  });
});
