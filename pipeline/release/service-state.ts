import { DescribeServicesCommand, type ECSClient, type Service, type TaskSet } from '@aws-sdk/client-ecs';
import { isPlaced } from './placement.ts';
import type { ReleaseOrder } from './release-order.ts';
import type { ServiceRemark } from './service-remarks.ts';

/** What a service does just now, as far as a release must know. */
export interface ServiceState {
  /** The task definition whose tasks have the production traffic. */
  readonly primary: string | undefined;
  /** Whether those tasks are of the ordered revision, in the ordered place. */
  readonly servesOrder: boolean;
  /**
   * The task sets without production traffic, each with the deployment that made it. That of a deployment is among them
   * until its traffic moves, and then the one it replaces.
   */
  readonly beside: readonly { readonly id: string; readonly deployment: string | undefined }[];
  readonly desired: number;
  /** Why no release may start yet, as a sentence; nothing when the service is steady. */
  readonly unsteady: string | undefined;
  /** The latest ones, newest first. */
  readonly remarks: readonly ServiceRemark[];
}

export async function serviceState(ecs: Pick<ECSClient, 'send'>, order: ReleaseOrder): Promise<ServiceState> {
  const { cluster, service: serviceName } = order;
  const answer = await ecs.send(new DescribeServicesCommand({ cluster, services: [serviceName] }));
  const service = answer.services?.[0];
  if (service === undefined || service.status === 'INACTIVE') {
    throw new Error(
      `service '${order.name}': cluster ${cluster} has no service ${serviceName}, deploy the stack that creates it first`,
    );
  }
  const taskSets = service.taskSets ?? [];
  const primary = taskSets.find((set) => set.status === 'PRIMARY');
  return {
    primary: primary?.taskDefinition,
    servesOrder:
      primary?.taskDefinition === order.taskDefinition &&
      (!order.moves || isPlaced(primary, order.placement)),
    beside: taskSets
      .filter(({ status }) => status === 'ACTIVE')
      .flatMap(({ id, externalId }) => (id === undefined ? [] : [{ id, deployment: externalId }])),
    desired: service.desiredCount ?? 0,
    unsteady: unsteadiness(service, taskSets),
    remarks: (service.events ?? []).map(({ createdAt, message }) => ({
      at: createdAt?.getTime() ?? 0,
      message: message ?? '',
    })),
  };
}

function unsteadiness(service: Service, taskSets: readonly TaskSet[]): string | undefined {
  const desired = service.desiredCount ?? 0;
  if (desired === 0) return 'it is scaled to 0 tasks';
  if (taskSets.length !== 1) return `it has ${taskSets.length} task sets where a steady service has one`;
  const [only] = taskSets;
  const running = only?.runningCount ?? 0;
  if (only?.stabilityStatus === 'STEADY_STATE' && running === desired) return undefined;
  return `${running} of ${desired} tasks run`;
}
