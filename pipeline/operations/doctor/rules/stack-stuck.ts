import { neverCameToBe } from '../../../guards/stack-states.ts';
import { deployAgain } from '../deploy-again.ts';
import type { Rule } from '../diagnosis.ts';

type Advice = (stack: string, aws: string) => string;

const advice: Readonly<Record<string, Advice>> = {
  UPDATE_ROLLBACK_FAILED: (stack, aws) =>
    `${aws} cloudformation continue-update-rollback --stack-name ${stack}`,
  ROLLBACK_COMPLETE: (stack, aws) =>
    `${unprotected(stack, aws)}, then deploy it again: its first deployment failed, nothing is left in it, and it is made anew`,
  ROLLBACK_FAILED: (stack, aws) =>
    `${unprotected(stack, aws)}; take the protection from what the reason names (${aws} rds modify-db-instance --no-deletion-protection --db-instance-identifier …, ${aws} elbv2 modify-load-balancer-attributes --attributes Key=deletion_protection.enabled,Value=false --load-balancer-arn …); ${aws} cloudformation delete-stack --stack-name ${stack}; then deploy it anew`,
  DELETE_FAILED: (stack, aws) =>
    `${aws} cloudformation delete-stack --stack-name ${stack}, once what the reason names is out of the way`,
};

/** What holds data is protected from its first moment on, and a stack that was never there is deleted like any other. */
function unprotected(stack: string, aws: string): string {
  return `${aws} cloudformation update-termination-protection --no-enable-termination-protection --stack-name ${stack}`;
}

export function takesNoUpdate(status: string): boolean {
  return status in advice;
}

/** States out of which no deployment leads. */
export const stackStuck: Rule = (evidence) => {
  const { stack, aws, here } = evidence;
  const next = stack && advice[stack.status];
  if (stack === undefined || next === undefined) return undefined;
  // In a rehearsal, whoever deploys it again takes it away before.
  const isMadeAnew = here === '' && neverCameToBe.has(stack.status);
  return {
    name: 'stack takes no update',
    cause: isMadeAnew
      ? `The stack ${stack.name} is ${stack.status}: its first deployment failed, and nothing is left of it that could be updated.`
      : `The stack ${stack.name} is ${stack.status}: until that is mended, nothing can be deployed with it.`,
    evidence: stack.failures
      .slice(0, 2)
      .map(({ logicalId, reason }) => `CloudFormation says of ${logicalId}: ${reason}`),
    since: stack.at,
    next: isMadeAnew
      ? `${deployAgain(evidence)}, which takes away what is left of it and makes it anew`
      : next(stack.name, aws),
    weight: 'wrong',
  };
};
