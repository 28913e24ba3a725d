import { isDeepStrictEqual } from 'node:util';
import type { Properties } from '../plane.ts';
import { cleanUp } from './clean-up.ts';
import { leftBehind } from './create-stack.ts';
import { type Engine, setStatus } from './engine.ts';
import { outputsFailed, reasonOf } from './failure-reason.ts';
import { checkExports, strandedOutputs } from './outputs.ts';
import { ResourceRunner } from './resource-runner.ts';
import { rollBackUpdate } from './roll-back-update.ts';
import type { Parameters, Stack, StackResource } from './stack.ts';
import type { FailedResource } from './stack-failed.ts';
import { StackFailed } from './stack-failed.ts';
import type { Template } from './template.ts';
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

/** Takes a stack to another template; after a failure takes it back to the one it had. */
export async function updateStack(engine: Engine, stack: Stack, change: StackChange): Promise<void> {
  const before = stack.resources;
  const resources = new Map(before);
  const runner = new ResourceRunner({ engine, stack, ...change, resources });
  const done: DoneChange[] = [];
  stack.updatedAt = new Date();
  setStatus(engine, stack, 'UPDATE_IN_PROGRESS', 'User Initiated');

  const failures = runner.failed(
    await runner.run(runner.desired.activeIds, (logicalId) =>
      applyOne(runner, { ...change, stack, logicalId, done }),
    ),
  );
  const failed = failures.length > 0 ? failures : finish(engine, stack, runner, change);
  if (failed.length > 0 && (engine.ending.aborted || !stack.rollsBack)) {
    stack.resources = resources;
    setStatus(engine, stack, 'UPDATE_FAILED', reasonOf(failed, before));
    throw new StackFailed(stack, failed);
  }
  if (failed.length > 0) return rollBackUpdate({ engine, stack, before, done, failed });

  stack.resources = resources;
  setStatus(engine, stack, 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS');
  const active = new Set(runner.desired.activeIds);
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
  const declared = declaredOrRefused(runner, before);
  if (isDeepStrictEqual(declared, before.declared)) {
    runner.keepAsIs(before);
    return;
  }
  if (runner.desired.isReplacement(before, declared)) {
    done.push({ kind: 'replaced', before, after: await runner.create(logicalId, 'UPDATE') });
    return;
  }
  const attempt: DoneChange = { kind: 'updated', before, attempted: runner.givenOf(declared) };
  done.push(attempt);
  const after = await runner.update(before, declared);
  if (after.physicalId !== before.physicalId)
    done.splice(done.indexOf(attempt), 1, { kind: 'replaced', before, after });
}

function declaredOrRefused(runner: ResourceRunner, before: StackResource): Properties {
  try {
    return runner.desired.declaredOf(before.logicalId);
  } catch (error) {
    if (error instanceof Error) runner.refuse(before, error);
    throw error;
  }
}

/** Gives the stack its new template and outputs, or says why it cannot have them. */
function finish(
  engine: Engine,
  stack: Stack,
  runner: ResourceRunner,
  change: StackChange,
): readonly FailedResource[] {
  try {
    const outputs = runner.desired.outputs();
    checkExports(engine.book, stack, outputs);
    for (const sentence of strandedOutputs(engine.book, stack, outputs))
      setStatus(engine, stack, 'UPDATE_IN_PROGRESS', sentence);
    stack.outputs = outputs;
    stack.template = change.template;
    stack.parameters = change.parameters;
    return [];
  } catch (error) {
    return [outputsFailed(stack, error)];
  }
}
