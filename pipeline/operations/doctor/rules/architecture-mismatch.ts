import type { Rule } from '../diagnosis.ts';
import { stoppedBecause, stoppedWords } from '../stopped-because.ts';

const wrongPlatform = /does not contain descriptor matching platform|no matching manifest for/i;
const cannotExecute = /exec format error/i;

/** Either the registry has no image for the processor, or it has one that the processor cannot run. */
export const architectureMismatch: Rule = (evidence) => {
  const pulled = stoppedBecause(evidence, wrongPlatform) ?? stoppedBecause(evidence, cannotExecute);
  const line = evidence.lines.find((each) => cannotExecute.test(each));
  if (pulled === undefined && line === undefined) return undefined;
  const since = pulled?.since ?? evidence.stopped[0]?.at;
  return {
    name: 'architecture mismatch',
    cause: 'The image was built for another processor than the tasks have, which is arm64 (Graviton).',
    evidence: [
      ...(pulled === undefined ? [] : [stoppedWords(pulled)]),
      ...(line === undefined ? [] : [`its log says: ${line}`]),
    ],
    ...(since === undefined ? {} : { since }),
    next: `build it for arm64: npx shoal image build ${evidence.service}, then npx shoal restart ${evidence.service}${evidence.here}`,
    weight: 'wrong',
  };
};
