import type { CodeDeployClient, DeploymentInfo } from '@aws-sdk/client-codedeploy';
import type { ECSClient } from '@aws-sdk/client-ecs';
import type { Clock } from './clock.ts';
import type { IsCompleteResult } from './custom-resource.ts';
import { failedEventOf, isInstalled, lifecycleEventsOf } from './deployment-events.ts';
import { type Deployments, isActive } from './deployments.ts';
import { causeOf } from './release-cause.ts';
import { ReleaseFailedError } from './release-failed.ts';
import type { ReleaseOrder } from './release-order.ts';
import { serviceState } from './service-state.ts';

export interface ReleaseJudgeParts {
  readonly ecs: Pick<ECSClient, 'send'>;
  readonly codedeploy: Pick<CodeDeployClient, 'send'>;
  readonly deployments: Deployments;
  readonly clock: Clock;
}

/** CodeDeploy names the rollback a moment after the failure. */
const rollbackStartsMilliseconds = 60 * 1000;

const waiting: IsCompleteResult = { IsComplete: false };

/** Tells how our own deployment went, once it and a rollback of it have ended. */
export function createReleaseJudge({ ecs, codedeploy, deployments, clock }: ReleaseJudgeParts) {
  return async function judge(
    order: ReleaseOrder,
    own: DeploymentInfo,
    recent: readonly DeploymentInfo[],
  ): Promise<IsCompleteResult> {
    const rollback = await rollbackOf(own, recent);
    if (rollback === undefined ? mayStillRollBack(own) : isActive(rollback)) return waiting;

    const service = await serviceState(ecs, order);
    const deploymentId = own.deploymentId ?? '';
    const succeeded = own.status === 'Succeeded' && rollback === undefined;
    if (succeeded && service.primary === order.taskDefinition) {
      return { IsComplete: true, Data: { DeploymentId: deploymentId } };
    }
    const events = await lifecycleEventsOf(codedeploy, deploymentId);
    throw new ReleaseFailedError({
      order,
      deployment: own,
      rollback,
      event: failedEventOf(events, order.hook),
      cause: causeOf({ order, deployment: own, service, installed: isInstalled(events) }),
      serving: service.primary,
    });
  };

  async function rollbackOf(
    own: DeploymentInfo,
    recent: readonly DeploymentInfo[],
  ): Promise<DeploymentInfo | undefined> {
    const id = own.rollbackInfo?.rollbackDeploymentId;
    const known = recent.find(
      (other) =>
        (id !== undefined && other.deploymentId === id) ||
        other.rollbackInfo?.rollbackTriggeringDeploymentId === own.deploymentId,
    );
    return known ?? (id === undefined ? undefined : deployments.get(id));
  }

  function mayStillRollBack(own: DeploymentInfo): boolean {
    if (own.status === 'Succeeded' || own.autoRollbackConfiguration?.enabled !== true) return false;
    const ended = own.completeTime?.getTime() ?? clock.now();
    return clock.now() - ended < rollbackStartsMilliseconds;
  }
}
