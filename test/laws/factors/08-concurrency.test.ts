import { describe, expect, it } from '@jest/globals';
import { serviceStacks } from '../../support/service-stacks.ts';
import { synthesized } from '../../support/synthesized.ts';
import { findingsIn, sourcesOf } from './service-sources.ts';

const stacks = serviceStacks(await synthesized());

describe.each(stacks)('VIII. The concurrency of $name', (one) => {
  it('comes from more tasks: their number follows the load, between the bounds of the stage', () => {
    const { properties } = one.one('AWS::ApplicationAutoScaling::ScalableTarget');
    expect(properties.MaxCapacity).toBeGreaterThan(properties.MinCapacity);
    expect(properties).toMatchObject({ MinCapacity: one.stage.tasks.min, MaxCapacity: one.stage.tasks.max });
    expect(one.one('AWS::ECS::Service').properties.DesiredCount).toBeUndefined();
  });

  it('comes from no processes of its own: ECS starts them and takes them away', () => {
    expect(findingsIn(sourcesOf(one.service), /'node:(?:cluster|child_process)'|\bdetached:/)).toEqual([]);
  });
});
