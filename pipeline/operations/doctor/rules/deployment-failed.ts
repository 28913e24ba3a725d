import { deployAgain } from '../deploy-again.ts';
import type { Rule } from '../diagnosis.ts';

/** What another rule has a name for; the rest is told in CloudFormation's own words. */
const named: ReadonlySet<string> = new Set(['Custom::Migration']);

export const deploymentFailed: Rule = (evidence) => {
  const { stack, service, here } = evidence;
  const failure = stack?.failures.find(({ type }) => !named.has(type));
  if (stack === undefined || failure === undefined) return undefined;
  if (failure.type === 'Custom::Release') {
    return {
      name: 'release failed',
      cause: stack.status.startsWith('ROLLBACK_')
        ? `The first version did not come to serve, and was taken back: nothing of ${service} serves.`
        : 'The new version did not come to serve, and was taken back. What served before still serves.',
      evidence: [`CloudFormation says of ${failure.logicalId}: ${failure.reason}`],
      since: failure.at,
      next: `npx shoal logs ${service}${here}, mend it, then deploy again`,
      weight: 'wrong',
    };
  }
  return {
    name: 'deployment failed',
    cause: `CloudFormation could not make ${failure.logicalId} (${failure.type}), and put the stack back.`,
    evidence: [`CloudFormation says: ${failure.reason}`],
    since: failure.at,
    next: `mend it, then ${deployAgain(evidence)}`,
    weight: 'wrong',
  };
};
