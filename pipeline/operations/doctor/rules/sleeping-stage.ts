import type { Rule } from '../diagnosis.ts';

/** No task at all, as it is meant. */
export const sleepingStage: Rule = ({ ecs, sleeping, stage, here }) => {
  if (ecs === undefined || ecs.desired > 0 || sleeping === undefined) return undefined;
  return {
    name: 'sleeping stage',
    cause: `${stage} sleeps, so nothing is wrong: ${sleeping}.`,
    evidence: [`0 tasks are wanted and ${ecs.running} run`],
    next: `npx shoal wake${here}`,
    weight: 'note',
  };
};
