import type { Rule } from '../diagnosis.ts';

const advice: Readonly<Record<string, (stack: string) => string>> = {
  UPDATE_ROLLBACK_FAILED: (stack) => `aws cloudformation continue-update-rollback --stack-name ${stack}`,
  ROLLBACK_COMPLETE: (stack) =>
    `npx cdk destroy ${stack.replace('-', '/')}, then deploy it anew: a stack whose first deployment failed takes no update`,
  ROLLBACK_FAILED: (stack) => `aws cloudformation delete-stack --stack-name ${stack}, then deploy it anew`,
  DELETE_FAILED: (stack) =>
    `aws cloudformation delete-stack --stack-name ${stack}, once what the reason names is out of the way`,
};

/** States out of which no deployment leads. */
export const stackStuck: Rule = ({ stack }) => {
  const next = stack && advice[stack.status];
  if (stack === undefined || next === undefined) return undefined;
  return {
    name: 'stack takes no update',
    cause: `The stack ${stack.name} is ${stack.status}: until that is mended, nothing can be deployed with it.`,
    evidence: stack.failures
      .slice(0, 2)
      .map(({ logicalId, reason }) => `CloudFormation says of ${logicalId}: ${reason}`),
    since: stack.at,
    next: next(stack.name),
    weight: 'wrong',
  };
};
