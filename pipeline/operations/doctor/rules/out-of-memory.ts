import type { Rule } from '../diagnosis.ts';
import { mayGoBack } from '../may-go-back.ts';
import { stoppedBecause, stoppedWords } from '../stopped-because.ts';

const killed = /OutOfMemory/i;
/** Node ends by itself, with these words, where its heap is full before the container's memory is. */
const heapFull = /JavaScript heap out of memory/i;

export const outOfMemory: Rule = (evidence) => {
  const found = stoppedBecause(evidence, killed);
  const line = evidence.lines.find((each) => heapFull.test(each));
  if (found === undefined && line === undefined) return undefined;
  const revision = found?.task.revision ?? evidence.stopped[0]?.revision;
  const back =
    revision !== undefined && mayGoBack(evidence, revision)
      ? `npx shoal rollback ${evidence.service}${evidence.here} where it began with a release; else `
      : '';
  const since = found?.since ?? evidence.stopped[0]?.at;
  return {
    name: 'out of memory',
    cause: `Tasks of ${evidence.service} need more memory than the stage gives them, and are killed.`,
    evidence: [
      ...(found === undefined ? [] : [stoppedWords(found)]),
      ...(line === undefined ? [] : [`its log says: ${line}`]),
    ],
    ...(since === undefined ? {} : { since }),
    next: `${back}raise size.memoryMiB in services/${evidence.service}/service.ts, then npx shoal deploy${evidence.here === '' ? ` ${evidence.service}` : evidence.here}`,
    weight: 'wrong',
  };
};
