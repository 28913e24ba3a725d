import { deleteResources } from './delete-resources.ts';
import { type Engine, setStatus } from './engine.ts';
import { ResourceRunner } from './resource-runner.ts';
import type { Stack, StackResource } from './stack.ts';
import { StackFailed } from './stack-failed.ts';

const keepers = new Set(['Retain', 'RetainExceptOnCreate', 'Snapshot']);

/** Deletes a stack's resources, but not those its template says to retain. */
export async function deleteStack(engine: Engine, stack: Stack): Promise<void> {
  const runner = new ResourceRunner({ engine, stack, ...stack });
  setStatus(engine, stack, 'DELETE_IN_PROGRESS', 'User Initiated');
  const goes: StackResource[] = [];
  for (const resource of stack.resources.values()) {
    if (isKept(resource.deletionPolicy)) runner.skip(resource);
    else goes.push(resource);
  }
  const leftovers = await deleteResources(runner, goes);
  stack.resources = new Map(leftovers.map((resource) => [resource.logicalId, resource]));
  if (leftovers.length > 0) {
    const names = leftovers.map(({ logicalId }) => logicalId).join(', ');
    setStatus(engine, stack, 'DELETE_FAILED', `The following resource(s) failed to delete: [${names}].`);
    throw new StackFailed(
      stack,
      leftovers.map(({ logicalId, type }) => ({
        logicalId,
        type,
        reason: 'it, or what depends on it, failed to delete',
      })),
    );
  }
  setStatus(engine, stack, 'DELETE_COMPLETE');
  engine.book.remove(stack);
}

export function isKept(policy: string | undefined): boolean {
  return policy !== undefined && keepers.has(policy);
}
