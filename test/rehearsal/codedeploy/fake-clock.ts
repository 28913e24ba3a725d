import type { Clock } from '../../../rehearsal/plane.ts';

export interface FakeClock extends Clock {
  /** Lets time pass and everything that waited for it happen. */
  advance(minutes: number): Promise<void>;
}

/** A clock whose time passes when a test says so. */
export function createFakeClock(): FakeClock {
  let now = 1_700_000_000_000;
  const sleepers = new Set<{ due: number; wake: () => void }>();
  return {
    now: () => now,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        if (ms <= 0) return resolve();
        const sleeper = {
          due: now + ms,
          wake: () => {
            sleepers.delete(sleeper);
            resolve();
          },
        };
        sleepers.add(sleeper);
        signal?.addEventListener('abort', () => {
          sleepers.delete(sleeper);
          reject(signal.reason);
        });
      }),
    async advance(minutes) {
      const until = now + minutes * 60_000;
      for (;;) {
        await settled();
        const [next] = [...sleepers]
          .filter(({ due }) => due <= until)
          .sort((one, other) => one.due - other.due);
        if (next === undefined) break;
        now = next.due;
        next.wake();
      }
      now = until;
      await settled();
    },
  };
}

/** Lets all that is under way and waits for no time come to rest. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
