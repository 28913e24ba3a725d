import { unavailable } from '../../kit/problems/problem.ts';

/** Lets a few hashes be made at once and a few more wait: each takes memory and a thread. */
export interface HashingQueue {
  run<Result>(work: () => Promise<Result>): Promise<Result>;
}

export interface HashingQueueLimits {
  readonly atOnce: number;
  readonly mostWaiting: number;
}

export function createHashingQueue({ atOnce, mostWaiting }: HashingQueueLimits): HashingQueue {
  const waiting: (() => void)[] = [];
  let running = 0;
  return {
    async run(work) {
      if (running >= atOnce) {
        if (waiting.length >= mostWaiting) throw unavailable('too many people are signing in just now');
        // Whoever ends hands its place on, so nobody who comes now can take it.
        await new Promise<void>((resolve) => waiting.push(resolve));
      } else {
        running += 1;
      }
      try {
        return await work();
      } finally {
        const next = waiting.shift();
        if (next === undefined) running -= 1;
        else next();
      }
    },
  };
}
