import { type StackEvent, wordsOf } from '../../rehearsal/cloudformation/stack-event.ts';

export interface Progress {
  say(sentence: string): void;
  /** Failures are always shown. */
  event(event: StackEvent, showsAll: boolean): void;
}

/** Says how far things are, each line with the seconds since the start. */
export function createProgress(out: { write(text: string): unknown }): Progress {
  const started = performance.now();
  const say = (sentence: string) => {
    const seconds = ((performance.now() - started) / 1000).toFixed(1).padStart(6);
    out.write(`${seconds} s  ${sentence}\n`);
  };
  return {
    say,
    event: (event, showsAll) => {
      const failed = event.status.endsWith('_FAILED') || event.status.includes('ROLLBACK');
      const stackDone = event.type === 'AWS::CloudFormation::Stack' && event.status.endsWith('_COMPLETE');
      if (showsAll || failed || stackDone) say(wordsOf(event));
    },
  };
}
