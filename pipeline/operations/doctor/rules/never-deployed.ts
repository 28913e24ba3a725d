import type { Rule } from '../diagnosis.ts';
import { takesNoUpdate } from './stack-stuck.ts';

export const neverDeployed: Rule = ({ ecs, stack, stage, service, here }) => {
  if (ecs !== undefined) return undefined;
  // It was, and did not come to be: its stack says why and what now.
  if (stack !== undefined && takesNoUpdate(stack.status)) return undefined;
  return {
    name: 'never deployed',
    cause: `The cluster of ${stage} has no service ${service}.`,
    evidence: [
      stack === undefined
        ? `there is no stack ${stage}-${service}`
        : `the stack ${stack.name} is ${stack.status}`,
    ],
    next: here === '' ? `npx shoal deploy ${service}` : `npx shoal deploy${here}`,
    weight: 'wrong',
  };
};
