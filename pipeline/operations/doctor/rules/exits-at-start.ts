import type { Rule } from '../diagnosis.ts';
import { mayGoBack } from '../may-go-back.ts';
import { stoppedBecause, stoppedWords } from '../stopped-because.ts';

/** The program itself ends: nothing of AWS is wrong, and its last lines say why. */
export const exitsAtStart: Rule = (evidence) => {
  const found = stoppedBecause(evidence, /Essential container in task exited/i);
  if (found === undefined) return undefined;
  const exitCode = found.task.containers.find(({ name }) => name === evidence.service)?.exitCode;
  // Told to stop, and stopped.
  if (exitCode === 0 || exitCode === 143) return undefined;
  return {
    name: 'task exits',
    cause: `The program of ${found.task.revision} ends by itself${exitCode === undefined ? '' : `, with exit code ${exitCode}`}.`,
    evidence: [stoppedWords(found), ...evidence.lines.slice(-5).map((line) => `its log says: ${line}`)],
    since: found.since,
    next: mayGoBack(evidence, found.task.revision)
      ? `npx shoal logs ${evidence.service}${evidence.here}; npx shoal rollback ${evidence.service}${evidence.here} where it began with a release`
      : `npx shoal logs ${evidence.service}${evidence.here}, mend it, then deploy again`,
    weight: 'wrong',
  };
};
