import { deployAgain } from '../deploy-again.ts';
import type { Rule } from '../diagnosis.ts';
import type { Evidence } from '../evidence.ts';
import { liveRemarks } from '../live-remarks.ts';
import { stoppedBecause, stoppedWords } from '../stopped-because.ts';

const denied =
  /AccessDenied|is not authorized to perform|403 Forbidden|unable to assume the role|UnauthorizedOperation/i;

interface Found {
  readonly said: string;
  readonly since: number;
}

/** A role that may not do what AWS has to do with it: pull, read a secret, start a task, move traffic. */
export const missingPermission: Rule = (evidence) => {
  const found = atStart(evidence) ?? inRemarks(evidence) ?? inDeployment(evidence) ?? inStack(evidence);
  if (found === undefined) return undefined;
  const [, who] = /(?:User: |role )['"]?(arn:\S+?)['"]?(?=\s|$)/.exec(found.said) ?? [];
  const [, action] = /perform: ([\w-]+:\w+)/.exec(found.said) ?? [];
  return {
    name: 'missing permission',
    cause: `${who ?? 'A role of the service'} may not ${action ?? 'do what it has to'}.`,
    evidence: [found.said],
    since: found.since,
    next:
      evidence.here === ''
        ? `grant it where ${evidence.service} is defined, then ${deployAgain(evidence)}`
        : `npx cdk diff ${evidence.stage}/${evidence.service} shows whether somebody changed the role by hand; ${deployAgain(evidence)} puts it right`,
    weight: 'wrong',
  };
};

function atStart(evidence: Evidence): Found | undefined {
  const found = stoppedBecause(evidence, denied);
  return found && { said: stoppedWords(found), since: found.since };
}

function inRemarks(evidence: Evidence): Found | undefined {
  const found = liveRemarks(evidence).filter(({ message }) => denied.test(message));
  const [newest] = found;
  return newest && { said: `ECS says: ${newest.message}`, since: found.at(-1)?.at ?? newest.at };
}

function inDeployment({ deployments: [latest] }: Evidence): Found | undefined {
  if (latest === undefined || latest.status === 'Succeeded') return undefined;
  const said = [latest.message, latest.stepMessage].find((words) => denied.test(words));
  return said === undefined
    ? undefined
    : { said: `CodeDeploy says of ${latest.id}: ${said}`, since: latest.createdAt };
}

function inStack({ stack }: Evidence): Found | undefined {
  const found = stack?.failures.find(({ reason }) => denied.test(reason));
  return found && { said: `CloudFormation says of ${found.logicalId}: ${found.reason}`, since: found.at };
}
