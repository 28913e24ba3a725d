import { type HookName, hookNames } from './app-spec.ts';
import type { Deployment } from './deployment.ts';
import { DeploymentFailedError } from './deployment-failed.ts';
import { install } from './install.ts';
import type { LifecycleEventName } from './lifecycle-event.ts';
import { pairOf } from './pair.ts';
import { runHook } from './run-hook.ts';
import { minute, type RunParts } from './run-parts.ts';
import { Traffic } from './traffic.ts';
import { stepsOf, type TrafficRouting } from './traffic-routing.ts';
import { waitOrTold } from './wait-or-told.ts';

/** Goes through a deployment's lifecycle. Rejects with the reason where it does not succeed. */
export async function runDeployment(
  deployment: Deployment,
  routing: TrafficRouting,
  parts: RunParts,
): Promise<void> {
  const { group } = deployment.props;
  const { clock, taskSets } = parts;
  const { blueTaskSet, blue, green } = pairOf(group, parts);
  deployment.sides.set('Blue', { taskSetId: blueTaskSet, targetGroupArn: blue });
  const traffic = new Traffic({ rules: parts.rules, blue, green });
  const step = (name: LifecycleEventName, work?: () => Promise<void>) =>
    runEvent({ deployment, name, parts, work });

  await step('BeforeInstall');
  await step('Install', () => install(deployment, green, parts));
  await step('AfterInstall');
  const { testListenerArn } = group;
  if (testListenerArn === undefined) deployment.event('AllowTestTraffic').status = 'Skipped';
  else await step('AllowTestTraffic', async () => traffic.shift(testListenerArn, 100));
  await step('AfterAllowTestTraffic');
  await beReady(deployment, parts);
  await step('BeforeAllowTraffic');
  await step('AllowTraffic', async () => {
    for (const { percent, waitMinutes } of stepsOf(routing)) {
      deployment.stopping.signal.throwIfAborted();
      traffic.shift(group.productionListenerArn, percent);
      deployment.greenPercent = percent;
      parts.tell(`${group.service}: green serves ${percent} %`);
      if (waitMinutes > 0) await clock.sleep(waitMinutes * minute, deployment.stopping.signal);
    }
  });
  await step('AfterAllowTraffic');
  taskSets.setPrimary(deployment.sides.get('Green')?.taskSetId ?? '');
  deployment.terminationWaitStart = clock.now();
  await waitOrTold({ deployment, clock, minutes: group.terminationWaitMinutes, type: 'TERMINATION_WAIT' });
  deployment.stopping.signal.throwIfAborted();
  deployment.pastStopping = true;
  await taskSets.delete(blueTaskSet);
}

interface EventRun {
  readonly deployment: Deployment;
  readonly name: LifecycleEventName;
  readonly parts: RunParts;
  readonly work: (() => Promise<void>) | undefined;
}

/** An event is either the deployment's own work or the place for a function. */
async function runEvent({ deployment, name, parts, work }: EventRun): Promise<void> {
  const event = deployment.event(name);
  const { signal } = deployment.stopping;
  signal.throwIfAborted();
  event.status = 'InProgress';
  event.startTime = parts.clock.now();
  try {
    const functionName = isHookName(name) ? deployment.props.spec.hooks.get(name) : undefined;
    if (isHookName(name) && functionName !== undefined)
      await runHook({ deployment, name, functionName, parts });
    await work?.();
    signal.throwIfAborted();
    event.status = 'Succeeded';
  } catch (error) {
    event.status = 'Failed';
    event.message = error instanceof Error ? error.message : String(error);
    throw error;
  } finally {
    event.endTime = parts.clock.now();
  }
}

function isHookName(name: string): name is HookName {
  return (hookNames as readonly string[]).includes(name);
}

/** Where the group says so, production traffic waits for ContinueDeployment. */
async function beReady(deployment: Deployment, { clock }: RunParts): Promise<void> {
  const { readyWaitMinutes: minutes } = deployment.props.group;
  if (minutes === undefined) return;
  deployment.status = 'Ready';
  const outcome = await waitOrTold({ deployment, clock, minutes, type: 'READY_WAIT' });
  if (outcome === 'over') {
    throw new DeploymentFailedError('TIMEOUT', `The deployment was not continued within ${minutes} minutes`);
  }
  deployment.status = 'InProgress';
}
