import type { ExecutionOutcome } from '../../rehearsal/codepipeline/execution.ts';

/** What took how long: a line for each stage, and below it what took longest in it. */
export function partsText({ stages }: ExecutionOutcome): string {
  const lines = stages.flatMap(({ name, status, seconds, actions }) => [
    { words: `${name}  ${status}`, seconds },
    ...actions
      .flatMap(({ parts }) => parts)
      .filter((part) => part.seconds >= shownSeconds)
      .map((part) => ({ words: `  ${part.name}`, seconds: part.seconds })),
  ]);
  const width = Math.min(longestWords, Math.max(...lines.map(({ words }) => words.length)));
  return lines
    .map(
      ({ words, seconds }) => `${words.slice(0, width).padEnd(width)}  ${seconds.toFixed(1).padStart(6)} s\n`,
    )
    .join('');
}

const shownSeconds = 0.1;
const longestWords = 90;
