import type { TaskView } from './task-view.ts';

/** A task counts as serving once it runs and everybody who checks it is content. */
export function isServing({ phase, target, container }: TaskView): boolean {
  const content = (verdict: TaskView['target']): boolean => verdict === 'none' || verdict === 'healthy';
  return phase === 'running' && content(target) && content(container);
}
