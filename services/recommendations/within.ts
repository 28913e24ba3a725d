import type { Clock } from '../kit/time/clock.ts';

export class TooSlow extends Error {
  constructor(ms: number) {
    super(`there was no answer in ${ms} ms`);
    this.name = 'TooSlow';
  }
}

/** What the work comes to; rejects with TooSlow where it takes longer. The work itself goes on. */
export async function within<Result>(work: Promise<Result>, ms: number, clock: Clock): Promise<Result> {
  const late = Promise.withResolvers<never>();
  const timer = clock.after(ms, () => late.reject(new TooSlow(ms)));
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    timer.cancel();
  }
}
