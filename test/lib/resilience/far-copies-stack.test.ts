import { describe, expect, it } from '@jest/globals';
import { App } from 'aws-cdk-lib';
import { FarCopiesStack } from '../../../lib/resilience/far-copies-stack.ts';
import { prod } from '../../../platform/stages.ts';

const { backup } = prod.resilience;
if ('none' in backup || 'none' in backup.farCopies) throw new Error('prod has copies far away');
const { farCopies } = backup;

describe('the stack of far copies', () => {
  const stack = new FarCopiesStack(new App(), 'far-copies', { stage: prod, backup, farCopies });

  it('is in the region that its stage names for them, and not in its own', () => {
    expect(stack.region).toBe(farCopies.region);
    expect(stack.region).not.toBe(prod.region);
  });

  it('cannot be deleted by mistake', () => {
    expect(stack.terminationProtection).toBe(true);
  });
});
