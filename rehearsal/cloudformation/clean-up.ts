import { isKept } from './delete-stack.ts';
import type { ResourceRunner } from './resource-runner.ts';
import { reversed, runGraph } from './run-graph.ts';
import type { StackResource } from './stack.ts';

/** Deletes what an update left over. As on AWS, a failure here does not fail the update. */
export async function cleanUp(
  runner: ResourceRunner,
  leftovers: readonly { readonly resource: StackResource; readonly policy: string | undefined }[],
): Promise<void> {
  const goes = leftovers.filter(({ resource, policy }) => {
    if (!isKept(policy)) return true;
    runner.skip(resource);
    return false;
  });
  const dependencies = reversed(
    new Map(goes.map(({ resource }) => [resource.logicalId, resource.dependsOn])),
  );
  await runGraph(
    goes.map(({ resource }) => resource.logicalId),
    dependencies,
    async (logicalId) => {
      const resource = goes.find((one) => one.resource.logicalId === logicalId)?.resource;
      if (resource) await runner.delete(resource).catch(() => undefined);
    },
  );
}
