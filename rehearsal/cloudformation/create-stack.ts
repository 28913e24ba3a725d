import { deleteResources } from './delete-resources.ts';
import { type Engine, setStatus } from './engine.ts';
import { outputsFailed, reasonOf } from './failure-reason.ts';
import { checkExports } from './outputs.ts';
import { ResourceRunner } from './resource-runner.ts';
import type { Stack, StackResource } from './stack.ts';
import { type FailedResource, StackFailed } from './stack-failed.ts';
import { UnfinishedResource } from './unfinished-resource.ts';

/** Makes a stack's resources; after a failure deletes what it made. */
export async function createStack(engine: Engine, stack: Stack): Promise<void> {
  const runner = new ResourceRunner({ engine, stack, ...stack });
  const unfinished: StackResource[] = [];
  setStatus(engine, stack, 'CREATE_IN_PROGRESS', 'User Initiated');
  const failures = runner.failed(
    await runner.run(runner.desired.activeIds, async (logicalId) => {
      try {
        await runner.create(logicalId);
      } catch (error) {
        if (error instanceof UnfinishedResource) unfinished.push(leftBehind(runner, stack, logicalId, error));
        throw error;
      }
    }),
  );
  const failed = failures.length > 0 ? failures : giveOutputs(engine, stack, runner);
  if (failed.length === 0) {
    setStatus(engine, stack, 'CREATE_COMPLETE');
    return;
  }
  if (engine.ending.aborted || !stack.rollsBack) {
    setStatus(engine, stack, 'CREATE_FAILED', reasonOf(failed));
    throw new StackFailed(stack, failed);
  }
  await rollBack(engine, stack, runner, { failed, unfinished });
}

/** What a failed creation made before it failed. */
export function leftBehind(
  runner: ResourceRunner,
  stack: Stack,
  logicalId: string,
  error: UnfinishedResource,
): StackResource {
  const declared = runner.desired.declaredOf(logicalId);
  return {
    logicalId,
    type: stack.template.Resources[logicalId]?.Type ?? '',
    physicalId: error.physicalId,
    attributes: {},
    declared,
    given: runner.givenOf(declared),
    dependsOn: runner.desired.dependencies.get(logicalId) ?? [],
    deletionPolicy: 'Delete',
    updateReplacePolicy: 'Delete',
  };
}

function giveOutputs(engine: Engine, stack: Stack, runner: ResourceRunner): readonly FailedResource[] {
  try {
    const outputs = runner.desired.outputs();
    checkExports(engine.book, stack, outputs);
    stack.outputs = outputs;
    return [];
  } catch (error) {
    return [outputsFailed(stack, error)];
  }
}

async function rollBack(
  engine: Engine,
  stack: Stack,
  runner: ResourceRunner,
  {
    failed,
    unfinished,
  }: { readonly failed: readonly FailedResource[]; readonly unfinished: readonly StackResource[] },
): Promise<never> {
  setStatus(engine, stack, 'ROLLBACK_IN_PROGRESS', `${reasonOf(failed)} Rollback requested by user.`);
  const leftovers = await deleteResources(runner, [...stack.resources.values(), ...unfinished]);
  stack.resources = new Map(leftovers.map((resource) => [resource.logicalId, resource]));
  setStatus(engine, stack, leftovers.length > 0 ? 'ROLLBACK_FAILED' : 'ROLLBACK_COMPLETE');
  throw new StackFailed(stack, failed);
}
