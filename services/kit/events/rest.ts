import type { Clock } from '../time/clock.ts';

/** Resolves after `ms`, or at once where the signal is aborted. */
export function rest(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const wake = (): void => {
      timer.cancel();
      signal.removeEventListener('abort', wake);
      resolve();
    };
    const timer = clock.after(ms, wake);
    signal.addEventListener('abort', wake);
  });
}
