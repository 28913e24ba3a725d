import type { Task } from './task.ts';

/** A task of a service as the scheduler's rules look at it. */
export interface TaskView {
  readonly id: string;
  readonly phase: 'starting' | 'running' | 'stopping';
  readonly createdAt: number;
  /** What its load balancer says; `none` where the service has none, `unknown` before the first verdict. */
  readonly target: 'none' | 'unknown' | 'healthy' | 'unhealthy';
  /** What its own health check says; `none` where it has none. */
  readonly container: 'none' | 'unknown' | 'healthy' | 'unhealthy';
}

export function viewOf(task: Task, balanced: boolean): TaskView {
  return {
    id: task.props.id,
    phase: phaseOf(task),
    createdAt: task.createdAt,
    target: balanced ? targetHealth(task) : 'none',
    container: task.props.definition.container.healthCheck ? containerHealth(task) : 'none',
  };
}

function phaseOf({ status }: Task): TaskView['phase'] {
  if (status === 'RUNNING') return 'running';
  return status === 'PROVISIONING' || status === 'PENDING' ? 'starting' : 'stopping';
}

function targetHealth({ place }: Task): TaskView['target'] {
  const state = place?.verdict?.state;
  // A target group that no listener uses checks nobody, and says nothing against its targets.
  if (state === 'healthy' || state === 'unused') return 'healthy';
  return state === 'unhealthy' ? 'unhealthy' : 'unknown';
}

function containerHealth({ health }: Task): TaskView['container'] {
  if (health === 'UNKNOWN') return 'unknown';
  return health === 'HEALTHY' ? 'healthy' : 'unhealthy';
}
