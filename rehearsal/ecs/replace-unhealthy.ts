import type { TaskView } from './task-view.ts';

export interface Patience {
  readonly now: number;
  /** How long after its start the load balancer's verdict on a task is not acted upon. */
  readonly graceMs: number;
}

/** Why a task must be replaced, as ECS words it; undefined while it may stay. */
export function ailmentOf(
  view: TaskView,
  { now, graceMs }: Patience,
): 'load balancer' | 'container' | undefined {
  if (view.phase !== 'running') return undefined;
  if (view.container === 'unhealthy') return 'container';
  return view.target === 'unhealthy' && now - view.createdAt >= graceMs ? 'load balancer' : undefined;
}
