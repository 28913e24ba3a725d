import {
  DescribeServicesCommand,
  DescribeTasksCommand,
  type ECSClient,
  ListTasksCommand,
  type Service,
  type Task,
} from '@aws-sdk/client-ecs';
import { revisionOf } from '../../release/revision.ts';
import type { StoppedTask } from './evidence.ts';

/** @returns nothing where the cluster, or the service in it, is not there */
export async function serviceOf(
  ecs: Pick<ECSClient, 'send'>,
  cluster: string,
  service: string,
): Promise<Service | undefined> {
  try {
    const { services = [] } = await ecs.send(new DescribeServicesCommand({ cluster, services: [service] }));
    return services.find(({ status }) => status !== 'INACTIVE');
  } catch (error) {
    if (error instanceof Error && error.name === 'ClusterNotFoundException') return undefined;
    throw error;
  }
}

export interface TaskQuery {
  readonly cluster: string;
  /** Either a service's tasks or a family's. */
  readonly serviceName?: string;
  readonly family?: string;
  readonly desiredStatus: 'RUNNING' | 'STOPPED';
}

/** DescribeTasks takes no more, and more of the same says nothing new. */
const looked = 100;

/** The tasks asked for; ECS forgets those that stopped after about an hour. */
export async function tasksOf(ecs: Pick<ECSClient, 'send'>, query: TaskQuery): Promise<readonly Task[]> {
  const { taskArns = [] } = await ecs.send(new ListTasksCommand({ ...query, maxResults: looked }));
  if (taskArns.length === 0) return [];
  const { tasks = [] } = await ecs.send(
    new DescribeTasksCommand({ cluster: query.cluster, tasks: taskArns }),
  );
  return tasks;
}

/** Those that somebody or something ended as meant are no evidence. Newest first. */
export function stoppedTasksOf(tasks: readonly Task[]): readonly StoppedTask[] {
  return tasks
    .filter(
      ({ stopCode, stoppedReason = '' }) =>
        stopCode !== 'UserInitiated' && !/^Scaling activity/.test(stoppedReason),
    )
    .map((task) => ({
      id: idOf(task.taskArn),
      revision: revisionOf(task.taskDefinitionArn ?? ''),
      at: (task.stoppedAt ?? task.stoppingAt)?.getTime() ?? 0,
      code: task.stopCode ?? '',
      reason: task.stoppedReason ?? '',
      containers: (task.containers ?? []).map(({ name = '', exitCode, reason = '' }) => ({
        name,
        exitCode,
        reason,
      })),
    }))
    .sort((left, right) => right.at - left.at);
}

export function idOf(arn = ''): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}
