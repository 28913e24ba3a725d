import type { Clock } from './plane.ts';

/** The longest wait a timer of the runtime can hold. */
const longestTimer = 2 ** 31 - 1;

/** Time that passes `speed` times as fast as AWS's; `1` is AWS's own pace. */
export function createClock({ speed }: { readonly speed: number }): Clock {
  if (!Number.isFinite(speed) || speed <= 0) {
    throw new Error(
      `clock: speed ${speed} is not a positive number, use 1 for the pace of AWS or 60 for a minute a second`,
    );
  }
  return {
    now: () => Date.now(),
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) {
          reject(signal.reason);
          return;
        }
        const stop = () => {
          clearTimeout(timer);
          reject(signal?.reason);
        };
        const timer = setTimeout(
          () => {
            signal?.removeEventListener('abort', stop);
            resolve();
          },
          Math.min(ms / speed, longestTimer),
        );
        signal?.addEventListener('abort', stop, { once: true });
      }),
  };
}
