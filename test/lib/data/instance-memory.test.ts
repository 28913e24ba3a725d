import { describe, expect, it } from '@jest/globals';
import { memoryGiBOf } from '../../../lib/data/instance-memory.ts';

describe('the memory of a class', () => {
  it.each([
    ['t4g.micro', 1],
    ['t4g.small', 2],
    ['t4g.medium', 4],
    ['t4g.2xlarge', 32],
    ['m8g.large', 8],
    ['r8g.large', 16],
    ['r8g.xlarge', 32],
    ['r8g.16xlarge', 512],
    ['x2g.large', 32],
  ])('%s is %d GiB', (instanceClass, gib) => {
    expect(memoryGiBOf(instanceClass)).toBe(gib);
  });

  it.each(['z1d.large', 'r8g.metal', 'large'])('%s is not known, and said to be', (instanceClass) => {
    expect(() => memoryGiBOf(instanceClass)).toThrow(
      `database.instanceClass '${instanceClass}': its memory is not known here`,
    );
  });
});
