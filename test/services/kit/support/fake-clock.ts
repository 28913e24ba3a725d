import type { Clock } from '../../../../services/kit/time/clock.ts';

export interface FakeClock extends Clock {
  /** Moves time on, calls back what falls due in order, and lets promises settle in between. */
  advance(ms: number): Promise<void>;
  /** How many calls are pending. */
  readonly pending: number;
}

export function createFakeClock(start = 1_700_000_000_000): FakeClock {
  let now = start;
  let pending: { readonly at: number; readonly callback: () => void }[] = [];
  const after: Clock['after'] = (ms, callback) => {
    const entry = { at: now + ms, callback };
    pending.push(entry);
    return {
      cancel: () => {
        pending = pending.filter((other) => other !== entry);
      },
    };
  };
  return {
    now: () => now,
    after,
    pause: (ms) =>
      new Promise((resolve) => {
        after(ms, resolve);
      }),
    get pending() {
      return pending.length;
    },
    async advance(ms) {
      const end = now + ms;
      await settle();
      for (;;) {
        const [next] = pending.filter(({ at }) => at <= end).sort((one, other) => one.at - other.at);
        if (next === undefined) break;
        pending = pending.filter((entry) => entry !== next);
        now = Math.max(now, next.at);
        next.callback();
        await settle();
      }
      now = end;
    },
  };
}

/** Promise chains of a few links run to their end. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
}
