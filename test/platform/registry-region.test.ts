import { describe, expect, it } from '@jest/globals';
import { copyRegionsOf, registryRegionOf } from '../../platform/registry-region.ts';
import { dev, prod, stages } from '../../platform/stages.ts';
import { resourcesOf, synthesized } from '../support/synthesized.ts';

const stacks = await synthesized();

describe('the region of the registry', () => {
  it('is that of the first stage, wherever the others are', () => {
    expect(registryRegionOf([{ ...dev, region: 'eu-west-1' }, prod])).toBe('eu-west-1');
  });

  it('is not the one that every task pulls from: that is its own, which has a copy', () => {
    for (const { name, region } of stages) {
      const own = new RegExp(`\\.dkr\\.ecr\\.${region}\\.amazonaws\\.com/shoal/`);
      const images = resourcesOf(stacks, 'AWS::ECS::TaskDefinition')
        .filter(({ stage }) => stage === name)
        .map(({ properties }) => JSON.stringify(properties.ContainerDefinitions[0].Image));
      expect(images.length).toBeGreaterThan(5);
      expect(images.filter((image) => !own.test(image))).toEqual([]);
    }
  });

  it('gets a copy in every other region that has a stage, once', () => {
    const far = { ...dev, region: 'eu-west-1' };
    expect(copyRegionsOf([dev, far, prod, { ...far, name: 'far' }])).toEqual(['eu-west-1']);
    expect(copyRegionsOf([dev, prod])).toEqual([]);
  });

  it('is not made up where there is no stage', () => {
    expect(() => registryRegionOf([])).toThrow('there is no stage, name one in platform/stages.ts');
  });
});
