import type { CodeDeployClient, DeploymentInfo } from '@aws-sdk/client-codedeploy';
import type { ECSClient } from '@aws-sdk/client-ecs';
import type { Clock } from './clock.ts';
import { isInstalled, lifecycleEventsOf } from './deployment-events.ts';
import type { Deployments } from './deployments.ts';
import type { ReleaseOrder } from './release-order.ts';
import { startTrouble } from './service-remarks.ts';
import { serviceState } from './service-state.ts';

export interface ReleaseWatchParts {
  readonly ecs: Pick<ECSClient, 'send'>;
  readonly codedeploy: Pick<CodeDeployClient, 'send'>;
  readonly deployments: Deployments;
  readonly clock: Clock;
}

/** What `stages.ts` counts with for the new tasks to start. */
export const startMinutes = 10;

/**
 * Stops a deployment of ours whose new tasks do not start. CodeDeploy would go on trying for an hour, which is
 * all the time CloudFormation has, and the stack would fail without a reason.
 */
export function createReleaseWatch({ ecs, codedeploy, deployments, clock }: ReleaseWatchParts) {
  return async function watch(order: ReleaseOrder, own: DeploymentInfo): Promise<void> {
    const id = own.deploymentId ?? '';
    const begun = own.createTime?.getTime() ?? clock.now();
    const { remarks, beside } = await serviceState(ecs, order);
    // Only of the new tasks: the old ones may be failing too, and this deployment be their cure.
    const arriving = beside.find(({ deployment }) => deployment === id);
    const failing = arriving !== undefined && startTrouble(remarks, begun, arriving.id) !== undefined;
    if (failing || (clock.now() - begun > startMinutes * 60_000 && !(await isRunning(id)))) {
      await deployments.stop(id);
    }
  };

  async function isRunning(deploymentId: string): Promise<boolean> {
    return isInstalled(await lifecycleEventsOf(codedeploy, deploymentId));
  }
}
