import type { Clock, Timer } from './clock.ts';

export interface SweepingParts {
  readonly clock: Clock;
  /** From the end of one sweep to the next. */
  readonly everyMs: number;
  /** Never rejects; what takes long looks whether it is to stop. */
  readonly sweep: (stopped: AbortSignal) => Promise<void>;
}

/** Does in the background what is due from time to time. */
export function startSweeping({ clock, everyMs, sweep }: SweepingParts): { stop(): void } {
  const stopping = new AbortController();
  let timer: Timer;
  const later = (): void => {
    timer = clock.after(everyMs, async () => {
      await sweep(stopping.signal);
      if (!stopping.signal.aborted) later();
    });
  };
  later();
  return {
    stop() {
      stopping.abort();
      timer.cancel();
    },
  };
}
