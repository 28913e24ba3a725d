import type { ProbeAnswer } from '../../../pipeline/hooks/probe.ts';

/** A test listener that gives these answers in turn, and the last one ever after; and a clock that only sleeping moves. */
export function testListener(...answers: readonly (ProbeAnswer | Error)[]) {
  let now = 0;
  let asked = 0;
  return {
    ask: async (): Promise<ProbeAnswer> => {
      const answer = answers[Math.min(asked++, answers.length - 1)];
      if (answer === undefined || answer instanceof Error) throw answer;
      return answer;
    },
    clock: {
      now: () => now,
      sleep: async (milliseconds: number) => {
        now += milliseconds;
      },
    },
    asked: () => asked,
  };
}
