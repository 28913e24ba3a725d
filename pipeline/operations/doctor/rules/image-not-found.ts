import type { Rule } from '../diagnosis.ts';
import { mayGoBack } from '../may-go-back.ts';
import { stoppedBecause, stoppedWords } from '../stopped-because.ts';

/** Fargate's words and containerd's; the rehearsal has its own for a bundle that is not there. */
const notThere =
  /CannotPull\w*Error.*(not found|manifest unknown|does not exist|was not built here)|CannotPullImageManifestError/is;

export const imageNotFound: Rule = (evidence) => {
  const found = stoppedBecause(evidence, notThere);
  if (found === undefined) return undefined;
  return {
    name: 'image not found',
    cause: `The image that ${found.task.revision} names is not in the registry, so no task of it can start.`,
    evidence: [stoppedWords(found)],
    since: found.since,
    next:
      evidence.here === ''
        ? `npx shoal build ${evidence.service}, then npx shoal deploy ${evidence.service}`
        : `npx shoal image build ${evidence.service}, then npx shoal restart ${evidence.service}${evidence.here}${mayGoBack(evidence, found.task.revision) ? `; or npx shoal rollback ${evidence.service}${evidence.here}` : ''}`,
    weight: 'wrong',
  };
};
