import { describe, expect, it } from '@jest/globals';
import { changesBetween } from '../../../pipeline/guards/changes-between.ts';
import { refusedAmong } from '../../../pipeline/guards/data-replacement.ts';
import type { Synthesis } from '../../../pipeline/guards/resource-change.ts';
import { dev } from '../../../platform/stages.ts';
import { synthesis } from '../synthesis.ts';

const parsed = (templates: ReadonlyMap<string, string>): Synthesis =>
  new Map([...templates].map(([name, template]) => [name, JSON.parse(template)]));

describe('a bigger task', () => {
  const bigger = { ...dev, taskSizes: { catalog: { cpu: 1024, memoryMiB: 2048 } } };
  const changes = changesBetween(parsed(synthesis()), parsed(synthesis({ stages: [bigger] })));

  it('is one value, and changes the tasks of its service and nothing else', () => {
    expect([...new Set(changes.map(({ stack, type }) => `${stack} ${type}`))]).toEqual([
      'dev-catalog AWS::ECS::TaskDefinition',
    ]);
    // The containers, since Node is told how much it may keep.
    const properties = changes.flatMap((change) => change.properties.map(({ property }) => property));
    expect([...new Set(properties)].sort()).toEqual(['ContainerDefinitions', 'Cpu', 'Memory']);
  });

  it('is a new revision, which an ordinary release brings to traffic, and loses nothing', () => {
    expect(changes.length).toBeGreaterThan(0);
    expect(refusedAmong(changes)).toEqual([]);
  });
});
