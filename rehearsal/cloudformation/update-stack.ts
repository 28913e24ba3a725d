import { isDeepStrictEqual } from 'node:util';
import { leftBehind } from './create-stack.ts';
import { isKept } from './delete-stack.ts';
import { type Engine, setStatus } from './engine.ts';
import { checkExports, strandedOutputs } from './outputs.ts';
import { ResourceRunner } from './resource-runner.ts';
import { rollBackUpdate } from './roll-back-update.ts';
import { reversed, runGraph } from './run-graph.ts';
import type { Parameters, Stack, StackResource } from './stack.ts';
import type { FailedResource } from './stack-failed.ts';
import { StackFailed } from './stack-failed.ts';
import type { Template } from './template.ts';
import { TemplateError } from './template-error.ts';
import { UnfinishedResource } from './unfinished-resource.ts';

export interface StackChange {
  readonly template: Template;
  readonly parameters: Parameters;
}

/** What an update did to one resource, so that it can be taken back. */
export type DoneChange =
  | { readonly kind: 'created'; readonly after: StackResource }
  | { readonly kind: 'replaced'; readonly before: StackResource; readonly after: StackResource }
  | { readonly kind: 'updated'; readonly before: StackResource; readonly attempted: StackResource['given'] };

/** Whether a template asks for anything that the stack is not already. */
export function hasUpdates(engine: Engine, stack: Stack, change: StackChange): boolean {
  const runner = new ResourceRunner({ engine, stack, ...change, resources: new Map(stack.resources) });
  const ids = runner.activeIds;
  if (ids.length !== stack.resources.size) return true;
  try {
    const changed = ids.some((logicalId) => {
      const before = stack.resources.get(logicalId);
      const declaration = change.template.Resources[logicalId];
      return (
        !before ||
        before.type !== declaration?.Type ||
        before.deletionPolicy !== declaration.DeletionPolicy ||
        before.updateReplacePolicy !== declaration.UpdateReplacePolicy ||
        runner.differs(logicalId, before)
      );
    });
    return changed || !isDeepStrictEqual(runner.outputs(), stack.outputs);
  } catch (error) {
    if (error instanceof TemplateError) return true;
    throw error;
  }
}

/** Takes a stack to another template; after a failure takes it back to the one it had. */
export async function updateStack(engine: Engine, stack: Stack, change: StackChange): Promise<void> {
  const before = stack.resources;
  const resources = new Map(before);
  const runner = new ResourceRunner({ engine, stack, ...change, resources });
  const done: DoneChange[] = [];
  stack.updatedAt = new Date();
  setStatus(engine, stack, 'UPDATE_IN_PROGRESS', 'User Initiated');

  const failures = runner.failed(
    await runner.run(runner.activeIds, (logicalId) =>
      applyOne(runner, { ...change, stack, logicalId, done }),
    ),
  );
  const failed = failures.length > 0 ? failures : finish(engine, stack, runner, change);
  if (failed.length > 0 && (engine.ending.aborted || !stack.rollsBack)) {
    stack.resources = resources;
    const names = failed.map(({ logicalId }) => logicalId).join(', ');
    setStatus(engine, stack, 'UPDATE_FAILED', `The following resource(s) failed: [${names}].`);
    throw new StackFailed(stack, failed);
  }
  if (failed.length > 0) return rollBackUpdate({ engine, stack, before, done, failed });

  stack.resources = resources;
  setStatus(engine, stack, 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS');
  const active = new Set(runner.activeIds);
  await cleanUp(runner, [
    ...done.flatMap((one) =>
      one.kind === 'replaced' ? [{ resource: one.before, policy: one.before.updateReplacePolicy }] : [],
    ),
    ...[...before.values()]
      .filter(({ logicalId }) => !active.has(logicalId))
      .map((resource) => ({ resource, policy: resource.deletionPolicy })),
  ]);
  for (const logicalId of [...resources.keys()]) if (!active.has(logicalId)) resources.delete(logicalId);
  setStatus(engine, stack, 'UPDATE_COMPLETE');
}

interface OneChange extends StackChange {
  readonly stack: Stack;
  readonly logicalId: string;
  readonly done: DoneChange[];
}

async function applyOne(
  runner: ResourceRunner,
  { stack, template, logicalId, done }: OneChange,
): Promise<void> {
  const before = runner.resources.get(logicalId);
  if (!before) {
    try {
      done.push({ kind: 'created', after: await runner.create(logicalId) });
    } catch (error) {
      if (error instanceof UnfinishedResource) {
        done.push({ kind: 'created', after: leftBehind(runner, { ...stack, template }, logicalId, error) });
      }
      throw error;
    }
    return;
  }
  const declared = runner.declaredOf(logicalId);
  if (isDeepStrictEqual(declared, before.declared)) {
    runner.keepAsIs(before);
    return;
  }
  if (runner.isReplacement(before, declared)) {
    done.push({ kind: 'replaced', before, after: await runner.create(logicalId, 'UPDATE') });
    return;
  }
  const attempt: DoneChange = { kind: 'updated', before, attempted: runner.givenOf(declared) };
  done.push(attempt);
  const after = await runner.update(before, declared);
  if (after.physicalId !== before.physicalId)
    done.splice(done.indexOf(attempt), 1, { kind: 'replaced', before, after });
}

/** Gives the stack its new template and outputs, or says why it cannot have them. */
function finish(
  engine: Engine,
  stack: Stack,
  runner: ResourceRunner,
  change: StackChange,
): readonly FailedResource[] {
  try {
    const outputs = runner.outputs();
    checkExports(engine.book, stack, outputs);
    for (const sentence of strandedOutputs(engine.book, stack, outputs))
      setStatus(engine, stack, 'UPDATE_IN_PROGRESS', sentence);
    stack.outputs = outputs;
    stack.template = change.template;
    stack.parameters = change.parameters;
    return [];
  } catch (error) {
    return [
      {
        logicalId: stack.name,
        type: 'Outputs',
        reason: error instanceof Error ? error.message : String(error),
      },
    ];
  }
}

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
