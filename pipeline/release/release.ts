import type { CodeDeployClient, DeploymentInfo } from '@aws-sdk/client-codedeploy';
import type { ECSClient } from '@aws-sdk/client-ecs';
import type { Clock } from './clock.ts';
import type { AsynchronousResource, CustomResourceEvent, IsCompleteResult } from './custom-resource.ts';
import { physicalIdOf } from './custom-resource.ts';
import { createDeployments, isActive } from './deployments.ts';
import { nothingProves } from './nothing-proves.ts';
import { isPassing } from './passing-trouble.ts';
import { isRefusal, RefusedByAwsError } from './refused-by-aws.ts';
import { createReleaseJudge } from './release-judge.ts';
import { markOf } from './release-mark.ts';
import { type ReleaseOrder, releaseOrderOf } from './release-order.ts';
import { createReleaseWatch } from './release-watch.ts';
import { stampOf } from './requested-at.ts';
import { goesBack, revisionOf } from './revision.ts';
import { keepsFailing } from './service-remarks.ts';
import { serviceState } from './service-state.ts';
import { whoOf } from './who.ts';

export interface ReleaseParts {
  readonly ecs: Pick<ECSClient, 'send'>;
  readonly codedeploy: Pick<CodeDeployClient, 'send'>;
  readonly clock: Clock;
}

/** What an hour of CloudFormation's patience leaves beside the longest release that `stages.ts` allows. */
const patienceMilliseconds = 8 * 60 * 1000;

const waiting: IsCompleteResult = { IsComplete: false };

/**
 * Makes a revision the one that serves, through a CodeDeploy deployment, and is complete when that deployment has ended
 * well. It is asked again and again, and finds what it started by the request id in the deployment's description.
 */
export function createReleasing({ ecs, codedeploy, clock }: ReleaseParts) {
  const deployments = createDeployments(codedeploy, clock);
  const judge = createReleaseJudge({ ecs, codedeploy, deployments, clock });
  const watch = createReleaseWatch({ ecs, codedeploy, deployments, clock });

  async function advance(order: ReleaseOrder): Promise<IsCompleteResult> {
    const recent = await deployments.recent(order);
    const own = recent.find(({ description }) => markOf(description)?.requestId === order.requestId);
    if (own !== undefined) {
      if (!isActive(own)) return judge(order, own, recent);
      await watch(order, own);
      return waiting;
    }

    const other = recent.find(isActive);
    if (other !== undefined) return giveWay(order, other);

    const service = await serviceState(ecs, order);
    if (service.servesOrder && order.anew !== true) return { IsComplete: true, Data: { DeploymentId: '' } };

    const { primary } = service;
    if (
      goesBack(order.taskDefinition, order.replaces) &&
      primary !== undefined &&
      primary !== order.replaces
    ) {
      // Neither what the stack takes back nor what it had before: an operator rolled that back, and would not have it again.
      return { IsComplete: true, Data: { DeploymentId: '' } };
    }

    if (service.desired === 0 && order.wakingHours !== undefined) throw new Error(nothingProves(order));
    const mayBecomeSteady = service.unsteady !== undefined && !keepsFailing(service.remarks);
    if (mayBecomeSteady && !outOfPatience(order)) return waiting;
    if (service.desired === 0) throw new Error(nothingProves(order));
    // A service that does not become steady may be broken, and this revision its cure: so it is released.
    await start(order, service.desired);
    return waiting;
  }

  async function start(order: ReleaseOrder, tasks: number): Promise<void> {
    try {
      await deployments.start(order, tasks);
    } catch (error) {
      // Either our own, which the list does not show yet, or somebody's who came first: the next look tells.
      if (error instanceof Error && error.name === 'DeploymentLimitExceededException') return;
      throw error;
    }
  }

  async function giveWay(order: ReleaseOrder, other: DeploymentInfo): Promise<IsCompleteResult> {
    const mark = markOf(other.description);
    const back = goesBack(order.taskDefinition, order.replaces);
    if (back && mark?.revision === revisionOf(order.replaces ?? '')) {
      // The stack rolls back from a cancelled update, and this deployment would bring what it takes back.
      await deployments.stop(other.deploymentId ?? '');
      return waiting;
    }
    // Refusing to go back would leave a stack half-way, so that waits as long as CloudFormation does.
    if (back || !outOfPatience(order)) return waiting;
    const what = mark === undefined ? '' : ` of ${mark.revision}`;
    throw new Error(
      `service '${order.name}': ${revisionOf(order.taskDefinition)} cannot be released, deployment ${other.deploymentId}${what} by ${whoOf(other)} is in progress since ${other.createTime?.toISOString()}: let it end or stop it, then deploy again`,
    );
  }

  function outOfPatience({ requestedAt }: ReleaseOrder): boolean {
    return requestedAt !== undefined && clock.now() - requestedAt > patienceMilliseconds;
  }

  return advance;
}

/** `Custom::Release`: all of it happens in `isComplete`. */
export function createRelease(parts: ReleaseParts): AsynchronousResource {
  const advance = createReleasing(parts);
  return {
    async onEvent(event) {
      if (event.RequestType === 'Delete') return { PhysicalResourceId: physicalIdOf(event) };
      const { cluster, service } = releaseOrderOf(event);
      return {
        PhysicalResourceId: `${cluster}/${service}`,
        Data: stampOf(parts.clock),
      };
    },
    async isComplete(event: CustomResourceEvent) {
      // The service is deleted by its own resource; a deployment is history and stays.
      if (event.RequestType === 'Delete') return { IsComplete: true };
      try {
        return await advance(releaseOrderOf(event));
      } catch (error) {
        if (isPassing(error)) return waiting;
        throw isRefusal(error) ? new RefusedByAwsError(releaseOrderOf(event).name, error) : error;
      }
    },
  };
}
