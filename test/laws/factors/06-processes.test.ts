import { describe, expect, it } from '@jest/globals';
import { serviceStacks } from '../../support/service-stacks.ts';
import { synthesized } from '../../support/synthesized.ts';
import { containersOf } from './containers.ts';
import { findingsIn, sourcesOf } from './service-sources.ts';

const stacks = serviceStacks(await synthesized());

describe.each(stacks)('VI. The processes of $name', (one) => {
  it('keep nothing on a disk: it is read-only, and no volume outlives a task', () => {
    const writable = containersOf(one).filter(
      ({ ReadonlyRootFilesystem }) => ReadonlyRootFilesystem !== true,
    );
    // What breaks a task on purpose installs its tools when the task starts, and is there where a stage asks for it.
    expect(writable.map(({ Name }) => Name).filter((name) => name !== 'fault-agent')).toEqual([]);
    for (const { properties } of one.all('AWS::ECS::TaskDefinition')) {
      for (const volume of properties.Volumes ?? []) expect(Object.keys(volume)).toEqual(['Name']);
    }
    expect(
      findingsIn(sourcesOf(one.service), /\b(?:writeFile|createWriteStream|mkdir|mkdtemp)(?:Sync)?\b/),
    ).toEqual([]);
  });

  it('are interchangeable: the balancer keeps no client with one of them', () => {
    const groups = one.all('AWS::ElasticLoadBalancingV2::TargetGroup');
    expect(groups).toHaveLength(2);
    for (const { properties } of groups) {
      expect(properties.TargetGroupAttributes).not.toContainEqual({
        Key: 'stickiness.enabled',
        Value: 'true',
      });
    }
  });
});
