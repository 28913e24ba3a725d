import type { Rule } from '../diagnosis.ts';
import { liveRemarks } from '../live-remarks.ts';

const noPlace = /unable to place a task|capacity is unavailable/i;

export const noCapacity: Rule = (evidence) => {
  const { service, stage } = evidence;
  const found = liveRemarks(evidence).filter(({ message }) => noPlace.test(message));
  const [newest] = found;
  if (newest === undefined) return undefined;
  return {
    name: 'no capacity',
    cause: `Fargate has no machine for tasks of ${service} just now; ECS goes on asking.`,
    evidence: [`ECS says: ${newest.message}`],
    since: found.at(-1)?.at ?? newest.at,
    next: `wait; where it lasts, let capacity of ${stage} in platform/stages.ts be 'on-demand' and deploy`,
    weight: 'wrong',
  };
};
