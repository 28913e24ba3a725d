import { DescribeServicesCommand, type ECSClient, type Service } from '@aws-sdk/client-ecs';
import type { Clock } from './clock.ts';
import type { AsynchronousResource, CustomResourceEvent, IsCompleteResult } from './custom-resource.ts';
import { type NativeOrder, nativeOrderOf } from './native-order.ts';
import { nothingProves } from './nothing-proves.ts';
import { isPassing } from './passing-trouble.ts';
import { isRefusal, RefusedByAwsError } from './refused-by-aws.ts';
import { startMinutes } from './release-watch.ts';
import { stampOf } from './requested-at.ts';
import { revisionOf } from './revision.ts';
import { createServiceDeployments, isGoing, type ServiceDeployment } from './service-deployments.ts';
import { placementTrouble, startTrouble } from './service-remarks.ts';
import { shortened } from './shortened.ts';

export interface NativeReleaseParts {
  readonly ecs: Pick<ECSClient, 'send'>;
  readonly clock: Clock;
}

/** How soon CloudFormation has told ECS of a new revision; it does so at the same time as it asks for this resource. */
const beginMilliseconds = 5 * 60 * 1000;

const waiting: IsCompleteResult = { IsComplete: false };

/** The stages of a deployment in which its tasks are not all there yet. */
const starting: ReadonlySet<string | undefined> = new Set([
  undefined,
  'RECONCILE_SERVICE',
  'PRE_SCALE_UP',
  'SCALE_UP',
]);

/**
 * Goes on beside a deployment of ECS's own until the ordered revision serves. It takes back one whose tasks do not start,
 * for which ECS has no limit under a day.
 */
export function createNativeReleasing({ ecs, clock }: NativeReleaseParts) {
  const deployments = createServiceDeployments(ecs);

  async function advance(order: NativeOrder): Promise<IsCompleteResult> {
    const service = await find(order);
    if (service === undefined) {
      // Its resource comes after alarms, rules and permissions, and they take as long as they take.
      if (order.creates) return waiting;
      throw new Error(
        `service '${order.name}': cluster ${order.cluster} has no service ${order.service}, deploy the stack that creates it first`,
      );
    }
    const newest = await deployments.newest(order);
    if (newest !== undefined && isGoing(newest)) {
      if (newest.taskDefinition === order.taskDefinition) await watch(service, newest);
      return waiting;
    }
    const serving = await servingIn(service);
    if (serving.length > 0 && serving.every((taskDefinition) => taskDefinition === order.taskDefinition)) {
      return complete(newest);
    }
    // CloudFormation registers a revision anew for each attempt, so a deployment of this one belongs to this request.
    if (newest?.taskDefinition === order.taskDefinition) {
      throw new Error(failureOf({ order, failed: newest, service, serving }));
    }
    if (order.creates || !isLate(order)) return waiting;
    throw new Error(
      `service '${order.name}': ECS began no deployment of ${revisionOf(order.taskDefinition)} within ${beginMilliseconds / 60_000} minutes: look at what CloudFormation says of AWS::ECS::Service, then deploy again`,
    );
  }

  async function find({ cluster, service }: NativeOrder): Promise<Service | undefined> {
    const answer = await ecs.send(new DescribeServicesCommand({ cluster, services: [service] }));
    return answer.services?.find(({ status }) => status !== 'INACTIVE');
  }

  async function watch(
    service: Service,
    { arn, stage, status, createdAt }: ServiceDeployment,
  ): Promise<void> {
    if (status !== 'IN_PROGRESS') return;
    // ECS would deploy no task at all, and nothing would be proved.
    if (service.desiredCount === 0) return deployments.takeBack(arn);
    if (!starting.has(stage)) return;
    const late = clock.now() - createdAt > startMinutes * 60_000;
    if (late || startTrouble(remarksOf(service), createdAt) !== undefined) await deployments.takeBack(arn);
  }

  async function servingIn({
    currentServiceRevisions = [],
    taskDefinition,
  }: Service): Promise<readonly string[]> {
    const revisions = currentServiceRevisions.flatMap(({ arn }) => arn ?? []);
    if (revisions.length > 0) return deployments.taskDefinitionsOf(revisions);
    return taskDefinition === undefined ? [] : [taskDefinition];
  }

  function isLate({ requestedAt }: NativeOrder): boolean {
    return requestedAt !== undefined && clock.now() - requestedAt > beginMilliseconds;
  }

  return advance;
}

/**
 * `Custom::Release` where ECS moves the traffic: the service's resource begins the deployment, and this one goes on
 * beside it. It is complete only when the ordered revision serves, whatever CloudFormation makes of the service's
 * resource.
 */
export function createNativeRelease(parts: NativeReleaseParts): AsynchronousResource {
  const { clock } = parts;
  const advance = createNativeReleasing(parts);
  return {
    async onEvent(event: CustomResourceEvent) {
      const { cluster, service } = nativeOrderOf(event);
      return { PhysicalResourceId: `${cluster}/${service}`, Data: stampOf(clock) };
    },
    async isComplete(event: CustomResourceEvent) {
      try {
        return await advance(nativeOrderOf(event));
      } catch (error) {
        if (isPassing(error)) return waiting;
        throw isRefusal(error) ? new RefusedByAwsError(nativeOrderOf(event).name, error) : error;
      }
    },
  };
}

function complete(newest: ServiceDeployment | undefined): IsCompleteResult {
  return { IsComplete: true, Data: { DeploymentId: newest?.arn ?? '' } };
}

interface Failure {
  readonly order: NativeOrder;
  readonly failed: ServiceDeployment;
  readonly service: Service;
  readonly serving: readonly string[];
}

function failureOf({ order, failed, service, serving }: Failure): string {
  if (service.desiredCount === 0) return nothingProves(order);
  const remarks = remarksOf(service);
  const cause =
    placementTrouble(remarks, failed.createdAt) ?? startTrouble(remarks, failed.createdAt) ?? failed.reason;
  return `service '${order.name}': ECS took the deployment of ${revisionOf(order.taskDefinition)} back (${failed.status}): ${cause === '' ? 'it gives no cause' : shortened(cause)}. ${serving.map(revisionOf).join(' and ')} serves. Next: npx shoal logs ${order.name}`;
}

function remarksOf({ events = [] }: Service) {
  return events.map(({ createdAt, message }) => ({ at: createdAt?.getTime() ?? 0, message: message ?? '' }));
}
