import { setTimeout as realSleep } from 'node:timers/promises';
import { staySteady } from '../codedeploy/stay-steady.ts';
import { minute, type NativeParts } from './native-parts.ts';
import type { NativeSettings } from './native-settings.ts';
import { runLifecycleHooks } from './run-lifecycle-hooks.ts';
import type { PlacedTaskSet, Service, TaskSetOrder } from './service.ts';
import type { LifecycleStage, ServiceDeployment } from './service-deployment.ts';
import { TwoColours } from './two-colours.ts';
import { watchDeploymentAlarms } from './watch-deployment-alarms.ts';

export interface ServiceDeploymentRun {
  readonly service: Service;
  readonly deployment: ServiceDeployment;
  readonly order: TaskSetOrder;
  readonly settings: NativeSettings;
  readonly parts: NativeParts;
}

/** Takes a service from the colour that serves to the one that rests. Rejects once it has been taken back. */
export async function runServiceDeployment(run: ServiceDeploymentRun): Promise<void> {
  const { deployment, settings, parts } = run;
  const over = new AbortController();
  void watchDeploymentAlarms({ deployment, names: settings.alarms, parts, signal: over.signal });
  deployment.status = 'IN_PROGRESS';
  try {
    await bring(run);
    deployment.end('SUCCESSFUL', parts.clock.now());
  } catch (error) {
    const { signal } = deployment.stopping;
    const reason = signal.aborted ? signal.reason : error;
    deployment.reason = reason instanceof Error ? reason.message : String(reason);
    deployment.status = 'ROLLBACK_IN_PROGRESS';
    if (!deployment.abandoned) await takeBack(run);
    deployment.end('ROLLBACK_SUCCESSFUL', parts.clock.now());
    throw new Error(`ECS deployment ${deployment.arn} was rolled back: ${deployment.reason}`);
  } finally {
    over.abort();
  }
}

async function bring(run: ServiceDeploymentRun): Promise<void> {
  const { service, deployment, order, settings, parts } = run;
  const { signal } = deployment.stopping;
  const colours = new TwoColours(settings, parts.rules);
  const blue = service.primary;
  const green = colours.other(blue?.order.loadBalancer?.targetGroupArn);
  const reach = async (stage: LifecycleStage, work?: () => Promise<void> | void): Promise<void> => {
    signal.throwIfAborted();
    deployment.stage = stage;
    await work?.();
    await runLifecycleHooks(run);
  };

  await reach('RECONCILE_SERVICE', () => colours.check());
  await reach('PRE_SCALE_UP');
  await reach('SCALE_UP', async () => {
    deployment.sourceTaskSetId = blue?.set.props.id;
    const placed = service.addTaskSet(order.loadBalancer ? toGroup(order, green) : order);
    deployment.taskSetId = placed.set.props.id;
    await beServing(placed, deployment, parts);
  });
  await reach('POST_SCALE_UP');
  await reach('TEST_TRAFFIC_SHIFT', () => {
    colours.test(green, 100);
    deployment.greenPercent.test = 100;
  });
  await reach('POST_TEST_TRAFFIC_SHIFT');
  for (const { percent, waitMinutes } of settings.steps) {
    await reach('PRODUCTION_TRAFFIC_SHIFT', () => {
      colours.production(green, percent);
      deployment.greenPercent.production = percent;
    });
    if (waitMinutes > 0) await parts.clock.sleep(waitMinutes * minute, signal);
  }
  await reach('POST_PRODUCTION_TRAFFIC_SHIFT');
  await reach('BAKE_TIME', () => parts.clock.sleep(settings.bakeMinutes * minute, signal));
  signal.throwIfAborted();
  deployment.stage = 'CLEAN_UP';
  service.setPrimary(deployment.taskSetId ?? '');
  if (blue !== undefined) await service.removeTaskSet(blue.set.props.id);
}

function toGroup(order: TaskSetOrder, targetGroupArn: string): TaskSetOrder {
  const { containerName, containerPort } = order.loadBalancer ?? {};
  return { ...order, loadBalancer: { targetGroupArn, containerName, containerPort } };
}

/** ECS goes on trying for a day. Here it ends with the evidence, once whoever watches has had time to take it back. */
async function beServing(
  { set, order }: PlacedTaskSet,
  { stopping: { signal } }: ServiceDeployment,
  { clock, patienceMs, steadyFloorMs, targetGroups }: NativeParts,
): Promise<void> {
  const group = order.loadBalancer?.targetGroupArn;
  try {
    await staySteady({
      taskSets: {
        whenSteady: () => set.whenSteady(signal),
        steadySince: () => set.steadySince,
        lapsesOf: () => set.lapses,
      },
      taskSetId: set.props.id,
      clock,
      unbrokenMs: group === undefined ? 0 : targetGroups.provenMsOf(group),
      floorMs: steadyFloorMs,
      signal,
    });
  } catch (error) {
    signal.throwIfAborted();
    await realSleep(patienceMs, undefined, { signal }).catch(() => signal.throwIfAborted());
    throw error;
  }
}

/** All traffic goes back first, then green's tasks end. */
async function takeBack({ service, deployment, settings, parts }: ServiceDeploymentRun): Promise<void> {
  const { taskSetId, sourceTaskSetId } = deployment;
  if (taskSetId === undefined) return;
  const colours = new TwoColours(settings, parts.rules);
  const green = service.taskSet(taskSetId).order.loadBalancer?.targetGroupArn ?? '';
  colours.production(green, 0);
  colours.test(green, 0);
  deployment.greenPercent.production = 0;
  deployment.greenPercent.test = 0;
  if (sourceTaskSetId !== undefined) service.setPrimary(sourceTaskSetId);
  await service.removeTaskSet(taskSetId);
}
