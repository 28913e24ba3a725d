import type { TaskSetsPort } from '../codedeploy/ports.ts';
import { AwsError } from '../plane.ts';
import { camelCased } from './camel-case.ts';
import type { EcsState } from './ecs-state.ts';
import type { PlacedTaskSet, Service, TaskSetOrder } from './service.ts';

/** What CodeDeploy does with the task sets of its services. */
export interface TaskSets extends Omit<TaskSetsPort, 'create' | 'whenSteady'> {
  /** Starts a task set with as many tasks as the service has; it gets no traffic that nobody shifts to it. */
  create(order: CreateTaskSet): Promise<string>;
  /** Resolves when every task of it serves; rejects where they keep failing, with the last one's log lines. */
  whenSteady(id: string, signal?: AbortSignal): Promise<void>;
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
  /** In CloudFormation's or the API's spelling; told again, without effect. */
  readonly networkConfiguration?: unknown;
  readonly capacityProviderStrategy?: unknown;
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
        told: camelCased({ networkConfiguration, capacityProviderStrategy }) as TaskSetOrder['told'],
      });
      return placed.set.props.id;
    },
    whenSteady: async (id, signal) => find(id).placed.set.whenSteady(signal),
    steadySince: (id) => find(id).placed.set.steadySince,
    lapsesOf: (id) => find(id).placed.set.lapses,
    complaintsOf: (id) => find(id).placed.set.complaints,
    setPrimary: (id) => find(id).service.setPrimary(id),
    delete: async (id) => find(id).service.removeTaskSet(id),
    of(cluster, name) {
      const service = state.service(cluster, name);
      return service.placed.map(({ set, order, status }) => ({
        id: set.props.id,
        status,
        serviceArn: service.props.arn,
        taskDefinition: order.definition.arn,
        targetGroupArn: order.loadBalancer?.targetGroupArn,
        desiredCount: set.desired,
        runningCount: set.running,
        pendingCount: set.pending,
      }));
    },
  };
}
