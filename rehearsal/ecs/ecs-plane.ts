import { type ApiService, account, type Operation, type Plane } from '../plane.ts';
import { PropertyReader } from '../property-reader.ts';
import { playCapacityProviders, playCluster } from './cluster-type.ts';
import type { Targets } from './drain-on-stop.ts';
import { type CountBounds, EcsState } from './ecs-state.ts';
import type { TaskParts } from './launch-task.ts';
import type { NativeParts } from './native-parts.ts';
import type { Service } from './service.ts';
import { serviceDeploymentsApi } from './service-deployments-api.ts';
import { playService } from './service-type.ts';
import { servicesApi } from './services-api.ts';
import { TaskBook } from './task-book.ts';
import { TaskDefinitionBook } from './task-definition-book.ts';
import { playTaskDefinition } from './task-definition-type.ts';
import { taskDefinitionsApi } from './task-definitions-api.ts';
import { createTaskSets, type TaskSets } from './task-sets.ts';
import { tasksApi } from './tasks-api.ts';

export interface EcsParts extends Omit<TaskParts, 'now'> {
  readonly region: string;
  readonly targets: Targets;
  /** For the services whose traffic ECS moves itself. */
  readonly native: NativeParts;
  /** Told every event of every service. @default - nobody is */
  readonly onEvent?: (service: string, message: string) => void;
  /** @default - the machine's clock */
  readonly now?: () => number;
}

export interface EcsPlane extends Plane {
  readonly taskSets: TaskSets;
  /** For Application Auto Scaling: a service's desired count stays within bounds, also of a service still to come. */
  readonly scaling: { setBounds(cluster: string, service: string, bounds: CountBounds | undefined): void };
  /** Every task there is, for status lines and drills. */
  tasks(): readonly RunningTask[];
  /** What services are given and what runs of them, for metrics. */
  services(): readonly RunningService[];
}

export interface RunningService {
  readonly cluster: string;
  readonly name: string;
  readonly desired: number;
  readonly pending: number;
  readonly tasks: readonly TaskShare[];
  /** Whether the cluster has Container Insights, which are metrics of their own. */
  readonly hasInsights: boolean;
}

/** A task that runs, and how much of a machine it was given. */
export interface TaskShare {
  readonly id: string;
  readonly pid: number;
  /** In units, of which a processor has 1024. */
  readonly cpu: number;
  readonly memoryMiB: number;
}

export interface RunningTask {
  readonly id: string;
  readonly family: string;
  readonly revision: number;
  readonly group: string;
  readonly status: string;
  readonly pid: number | undefined;
  readonly address: string | undefined;
}

/** Plays ECS: tasks are processes, kept running by services. */
export function createEcsPlane({
  region,
  targets,
  native,
  onEvent = () => undefined,
  now = Date.now,
  ...rest
}: EcsParts): EcsPlane {
  const arnPrefix = `arn:aws:ecs:${region}:${account}`;
  const state = new EcsState({
    arnPrefix,
    definitions: new TaskDefinitionBook({ arnPrefix, now }),
    tasks: new TaskBook({ arnPrefix, parts: { ...rest, now } }),
  });
  return {
    types: [
      playCluster(state),
      playCapacityProviders(),
      playTaskDefinition(state),
      playService({ state, targets, native, now, onEvent }),
    ],
    apis: [ecsApi(state, native, now)],
    taskSets: createTaskSets(state),
    scaling: { setBounds: (cluster, service, bounds) => state.setBounds(cluster, service, bounds) },
    tasks: () =>
      [...state.clusters.values()]
        .flatMap(({ arn }) => state.tasks.in(arn))
        .map((task) => ({
          id: task.props.id,
          family: task.props.definition.family,
          revision: task.props.definition.revision,
          group: task.props.group,
          status: task.status,
          pid: task.pid,
          address: task.address && `${task.address.host}:${task.address.port}`,
        })),
    services: () => [...state.services.values()].map((service) => runningService(service, state)),
    async close() {
      await Promise.all([...state.services.values()].map((service) => service.close('at once')));
      await state.tasks.close();
    },
  };
}

function runningService({ props, desired, tasks }: Service, state: EcsState): RunningService {
  return {
    cluster: props.clusterName,
    name: props.name,
    desired,
    pending: tasks.filter(({ status }) => status === 'PROVISIONING' || status === 'PENDING').length,
    tasks: tasks.flatMap(({ pid, status, props: { id, definition } }) =>
      pid === undefined || status !== 'RUNNING'
        ? []
        : [{ id, pid, cpu: Number(definition.cpu), memoryMiB: definition.memoryMiB }],
    ),
    hasInsights: state.clusters.get(props.clusterName)?.hasInsights ?? false,
  };
}

function ecsApi(state: EcsState, native: NativeParts, now: () => number): ApiService {
  const operations = {
    ...servicesApi(state, native),
    ...serviceDeploymentsApi(state),
    ...tasksApi(state, now),
    ...taskDefinitionsApi(state),
  };
  return {
    signingName: 'ecs',
    protocol: 'json',
    namespace: 'AmazonEC2ContainerServiceV20141113',
    operations: Object.fromEntries(
      Object.entries(operations).map(([name, operation]): [string, Operation] => [
        name,
        (input) => operation(new PropertyReader(name, input)),
      ]),
    ),
  };
}
