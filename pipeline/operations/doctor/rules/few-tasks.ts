import type { Rule } from '../diagnosis.ts';

/** Fewer than wanted, and nobody has said why yet. */
export const fewTasks: Rule = ({ ecs, service, here, sleeping }) => {
  if (ecs === undefined) return undefined;
  if (ecs.desired === 0 && sleeping === undefined) {
    return {
      name: 'no task is wanted',
      cause: `${service} is scaled to 0 tasks outside the hours of sleep: somebody or something set it so.`,
      evidence: ecs.remarks.slice(0, 1).map(({ message }) => `ECS says: ${message}`),
      next: `npx shoal scale ${service} 1 4 --for 2h${here}, or npx shoal wake${here}`,
      weight: 'wrong',
    };
  }
  if (ecs.running >= ecs.desired) return undefined;
  return {
    name: 'tasks are missing',
    cause: `${ecs.running} of ${ecs.desired} tasks of ${service} run, ${ecs.pending} are on their way.`,
    evidence: ecs.remarks.slice(0, 3).map(({ message }) => `ECS says: ${message}`),
    next: `npx shoal status${here} --watch; npx shoal logs ${service}${here}`,
    weight: 'wrong',
  };
};
