import { isServing } from './gate-on-health.ts';
import { ailmentOf, type Patience } from './replace-unhealthy.ts';
import type { TaskView } from './task-view.ts';

export interface Decision {
  /** How many tasks to start. */
  readonly start: number;
  /** Healthy tasks there are too many of. */
  readonly surplus: readonly TaskView[];
  /** Sick tasks that others stand in for. */
  readonly sick: readonly TaskView[];
}

/**
 * Brings the number of sound tasks to the desired one. A sick task stays until a healthy one stands in for it,
 * as with a minimum of 100 % and a maximum of 200 % healthy tasks on ECS.
 */
export function keepDesiredCount(views: readonly TaskView[], desired: number, patience: Patience): Decision {
  const live = views.filter(({ phase }) => phase !== 'stopping');
  const sick = live.filter((view) => ailmentOf(view, patience) !== undefined);
  const sound = live.filter((view) => !sick.includes(view));
  const most = desired * 2;
  // Those not yet serving go first, then the youngest.
  const dispensable = [...sound].sort(
    (a, b) => Number(isServing(a)) - Number(isServing(b)) || b.createdAt - a.createdAt,
  );
  const replaced = sound.filter(isServing).length >= desired;
  const crowded = live.length >= most && sound.length < desired;
  return {
    start: Math.max(0, Math.min(desired - sound.length, most - live.length)),
    surplus: dispensable.slice(0, Math.max(0, sound.length - desired)),
    sick: replaced ? sick : crowded ? sick.slice(0, 1) : [],
  };
}
