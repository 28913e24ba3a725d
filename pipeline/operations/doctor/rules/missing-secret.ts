import type { Rule } from '../diagnosis.ts';
import { stoppedBecause, stoppedWords } from '../stopped-because.ts';

const notThere =
  /ResourceInitializationError.*(can't find the specified secret|ResourceNotFoundException|ParameterNotFound|invalid ssm parameters|did not contain json key|does not exist|is not there|unknown)/is;

/** A secret or parameter that the task definition names and the stage does not have. */
export const missingSecret: Rule = (evidence) => {
  const found = stoppedBecause(evidence, notThere);
  if (found === undefined) return undefined;
  const [name] = /arn:aws[\w-]*:(?:secretsmanager|ssm):[^\s,;'"]+/.exec(found.said) ?? [];
  return {
    name: 'missing secret',
    cause: `A task reads ${name ?? 'a secret'} before it starts, and there is none.`,
    evidence: [stoppedWords(found)],
    since: found.since,
    next:
      evidence.here === ''
        ? `npx shoal deploy ${evidence.service}, which makes what its stack names`
        : `npx cdk deploy ${evidence.stage}/data ${evidence.stage}/${evidence.service}, which make what they name`,
    weight: 'wrong',
  };
};
