import { cleanUp } from './clean-up.ts';
import { type Engine, setStatus } from './engine.ts';
import { reasonOf } from './failure-reason.ts';
import { ResourceRunner } from './resource-runner.ts';
import type { Stack, StackResource } from './stack.ts';
import { type FailedResource, StackFailed } from './stack-failed.ts';
import type { DoneChange } from './update-stack.ts';

export interface FailedUpdate {
  readonly engine: Engine;
  readonly stack: Stack;
  readonly before: ReadonlyMap<string, StackResource>;
  readonly done: readonly DoneChange[];
  readonly failed: readonly FailedResource[];
}

/** Takes a stack back to the template it had, and says what had failed. */
export async function rollBackUpdate(update: FailedUpdate): Promise<never> {
  await goBack(update);
  throw new StackFailed(update.stack, update.failed);
}

/** What was changed is changed back, then what is new goes. */
export async function goBack({ engine, stack, before, done, failed }: FailedUpdate): Promise<void> {
  const resources = new Map(before);
  const runner = new ResourceRunner({
    engine,
    stack,
    template: stack.template,
    parameters: stack.parameters,
    resources,
  });
  stack.unfinishedRollback = undefined;
  setStatus(engine, stack, 'UPDATE_ROLLBACK_IN_PROGRESS', reasonOf(failed, before));

  const updated = new Map(
    done.flatMap((one) => (one.kind === 'updated' ? [[one.before.logicalId, one] as const] : [])),
  );
  const restored = new Set<DoneChange>();
  const unrestored = await runner.run([...updated.keys()], async (logicalId) => {
    const one = updated.get(logicalId);
    if (!one) return;
    await runner.restore(one.before, one.attempted);
    restored.add(one);
  });
  stack.resources = resources;
  if (unrestored.length > 0) {
    const names = unrestored.map(({ id }) => id).join(', ');
    const rest = done.filter((one) => !restored.has(one));
    stack.unfinishedRollback = { engine, stack, before: resources, done: rest, failed };
    setStatus(
      engine,
      stack,
      'UPDATE_ROLLBACK_FAILED',
      `The following resource(s) failed to update: [${names}].`,
    );
    throw new StackFailed(stack, [...failed, ...runner.failed(unrestored)]);
  }

  setStatus(engine, stack, 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS');
  await cleanUp(
    runner,
    done.flatMap((one) => (one.kind === 'updated' ? [] : [{ resource: one.after, policy: 'Delete' }])),
  );
  setStatus(engine, stack, 'UPDATE_ROLLBACK_COMPLETE');
}
