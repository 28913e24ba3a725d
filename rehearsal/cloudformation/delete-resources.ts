import type { ResourceRunner } from './resource-runner.ts';
import { reversed, runGraph } from './run-graph.ts';
import type { StackResource } from './stack.ts';

/** Deletes resources, those that depend on others first, and answers which are still there. */
export async function deleteResources(
  runner: ResourceRunner,
  resources: readonly StackResource[],
): Promise<readonly StackResource[]> {
  const remaining = new Map(resources.map((resource) => [resource.logicalId, resource]));
  const dependencies = reversed(new Map(resources.map(({ logicalId, dependsOn }) => [logicalId, dependsOn])));
  await runGraph([...remaining.keys()], dependencies, async (logicalId) => {
    const resource = remaining.get(logicalId);
    if (!resource) return;
    await runner.delete(resource);
    remaining.delete(logicalId);
  });
  return [...remaining.values()];
}
