import type { Stack } from './stack.ts';
import type { FailedResource } from './stack-failed.ts';

const outputs = 'Outputs';

/** Outputs that cannot be given fail the stack as a resource does. */
export function outputsFailed(stack: Stack, error: unknown): FailedResource {
  return {
    logicalId: stack.name,
    type: outputs,
    reason: error instanceof Error ? error.message : String(error),
  };
}

/** Why a stack is taken back, as CloudFormation puts it. `before` has the resources there were. */
export function reasonOf(
  failed: readonly FailedResource[],
  before: { has(logicalId: string): boolean } = new Set(),
): string {
  const resources = failed.filter(({ type }) => type !== outputs).map(({ logicalId }) => logicalId);
  const sentence = (verb: string, ids: readonly string[]) =>
    ids.length > 0 ? [`The following resource(s) failed to ${verb}: [${ids.join(', ')}].`] : [];
  const created = resources.filter((id) => !before.has(id));
  const updated = resources.filter((id) => before.has(id));
  return [
    ...sentence('create', created),
    ...sentence('update', updated),
    ...failed.filter(({ type }) => type === outputs).map(({ reason }) => reason),
  ].join(' ');
}
