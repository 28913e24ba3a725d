import type { HookName } from './app-spec.ts';
import type { Deployment } from './deployment.ts';
import { DeploymentFailedError } from './deployment-failed.ts';
import type { RunParts } from './run-parts.ts';
import { within } from './within.ts';

/** AWS's own limit. */
const hookMinutes = 60;

export interface HookRun {
  readonly deployment: Deployment;
  readonly name: HookName;
  readonly functionName: string;
  readonly parts: RunParts;
}

/** Invokes the function hung on an event and waits until it reports. */
export async function runHook({ deployment, name, functionName, parts }: HookRun): Promise<void> {
  const { id, group } = deployment.props;
  const execution = parts.hooks.begin(id, name);
  const failed = (what: string) =>
    new DeploymentFailedError(
      'HOOK_EXECUTION_FAILURE',
      `The lifecycle event hook ${name} (${functionName}) ${what}`,
    );
  parts.tell(`${group.service}: ${name} asks ${functionName}`);
  const invoke = async () => {
    const payload = { DeploymentId: id, LifecycleEventHookExecutionId: execution.id };
    try {
      await parts.functions.invoke(functionName, payload);
    } catch (error) {
      // On AWS a function that throws is noticed when the hour is over; here it ends the wait at once.
      throw failed(`threw: ${error instanceof Error ? error.message : error}`);
    }
    await execution.reported;
  };
  try {
    await within(() => Promise.race([execution.reported, invoke()]), {
      clock: parts.clock,
      minutes: hookMinutes,
      floorMs: parts.floorMs,
      signal: deployment.stopping.signal,
      tooLate: () => failed('did not report within 60 minutes'),
    });
  } finally {
    parts.hooks.end(execution);
  }
}
