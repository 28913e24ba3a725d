import type { Task } from '@aws-sdk/client-ecs';
import { idOf } from './doctor/gather-ecs.ts';

/** A task, and whether a session can be opened in it now. */
export interface SessionTask {
  readonly id: string;
  /** Why none can: `it is PENDING`. */
  readonly closed: string | undefined;
}

/**
 * The tasks of a service, those that take a session first, and the newest first among them. ECS lists a task as running
 * from its first moment, and opens a session only in one that runs, with the agent of that container running: that
 * starts after the container does.
 */
export function sessionTasks(tasks: readonly Task[], container: string): readonly SessionTask[] {
  return [...tasks]
    .sort((left, right) => (right.createdAt?.getTime() ?? 0) - (left.createdAt?.getTime() ?? 0))
    .map((task) => ({ id: idOf(task.taskArn), closed: closedBecause(task, container) }))
    .sort((left, right) => Number(left.closed !== undefined) - Number(right.closed !== undefined));
}

function closedBecause(task: Task, container: string): string | undefined {
  if (task.lastStatus !== 'RUNNING') return `it is ${task.lastStatus}`;
  const agent = task.containers
    ?.find(({ name }) => name === container)
    ?.managedAgents?.find(({ name }) => name === 'ExecuteCommandAgent');
  if (agent === undefined) return 'it has no agent for sessions';
  if (agent.lastStatus === 'RUNNING') return undefined;
  return `its agent for sessions is ${agent.lastStatus}${agent.reason === undefined ? '' : ` (${agent.reason})`}`;
}
