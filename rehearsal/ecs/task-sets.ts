import { AwsError } from '../plane.ts';
import type { EcsState } from './ecs-state.ts';
import type { PlacedTaskSet, Service } from './service.ts';

/** What CodeDeploy does with the task sets of its services. */
export interface TaskSets {
  /** Starts a task set with as many tasks as the service has; it gets no traffic that nobody shifts to it. */
  create(order: CreateTaskSet): Promise<string>;
  /** Resolves when every task of it serves; rejects where they keep failing, with the last one's log lines. */
  whenSteady(id: string, signal?: AbortSignal): Promise<void>;
  setPrimary(id: string): void;
  /** Drains and stops its tasks; resolves when none is left. */
  delete(id: string): Promise<void>;
  /** The task set that is a service's own just now. */
  primaryOf(cluster: string, service: string): TaskSetDescription | undefined;
  desiredCountOf(cluster: string, service: string): number;
}

export interface CreateTaskSet {
  readonly cluster: string;
  readonly service: string;
  /** An ARN, `family:revision`, or a family. */
  readonly taskDefinition: string;
  readonly targetGroupArn: string;
  readonly containerName?: string;
  readonly containerPort?: number;
  /** The deployment's id. */
  readonly externalId?: string;
  /** In the API's spelling; these are told again and have no effect. */
  readonly networkConfiguration?: unknown;
  readonly capacityProviderStrategy?: unknown;
}

export interface TaskSetDescription {
  readonly id: string;
  readonly taskDefinition: string;
  readonly targetGroupArn: string | undefined;
}

export function createTaskSets(state: EcsState): TaskSets {
  const find = (id: string): { readonly service: Service; readonly placed: PlacedTaskSet } => {
    for (const service of state.services.values()) {
      const placed = service.placed.find(({ set }) => set.props.id === id);
      if (placed) return { service, placed };
    }
    throw new AwsError('TaskSetNotFoundException', `The specified task set does not exist: ${id}.`);
  };
  return {
    async create({ cluster, service: name, taskDefinition, targetGroupArn, externalId, ...rest }) {
      const service = state.service(cluster, name);
      const definition = state.definitions.get(taskDefinition);
      const { container } = definition;
      const { containerName = container.name, containerPort = container.port } = rest;
      if (containerName !== container.name || containerPort !== container.port) {
        throw new AwsError(
          'InvalidParameterException',
          `The container ${containerName} with port ${containerPort} does not exist in task definition ${definition.family}:${definition.revision}: it has ${container.name} with port ${container.port}.`,
        );
      }
      const { networkConfiguration, capacityProviderStrategy } = rest;
      const placed = service.addTaskSet({
        definition,
        loadBalancer: { targetGroupArn, containerName, containerPort },
        ...(externalId !== undefined && { externalId }),
        told: { networkConfiguration, capacityProviderStrategy },
      });
      return placed.set.props.id;
    },
    whenSteady: async (id, signal) => find(id).placed.set.whenSteady(signal),
    setPrimary: (id) => find(id).service.setPrimary(id),
    delete: async (id) => find(id).service.removeTaskSet(id),
    primaryOf(cluster, service) {
      const primary = state.service(cluster, service).primary;
      return (
        primary && {
          id: primary.set.props.id,
          taskDefinition: primary.order.definition.arn,
          targetGroupArn: primary.order.loadBalancer?.targetGroupArn,
        }
      );
    },
    desiredCountOf: (cluster, service) => state.service(cluster, service).desired,
  };
}
