import type { Clock } from '../../rehearsal/plane.ts';

/** A clock that stands still until it is put forward, and then wakes all sleepers whose time has come, in order. */
export class CalendarClock implements Clock {
  #now: number;
  #sleepers: { readonly until: number; readonly wake: () => void }[] = [];

  constructor(now: string) {
    this.#now = Date.parse(now);
  }

  now(): number {
    return this.#now;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#sleepers.push({ until: this.#now + ms, wake: resolve });
      signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
    });
  }

  async putTo(instant: string): Promise<void> {
    const until = Date.parse(instant);
    for (;;) {
      const next = this.#sleepers.sort((one, other) => one.until - other.until)[0];
      if (next === undefined || next.until > until) break;
      this.#sleepers.shift();
      this.#now = next.until;
      next.wake();
      // What wakes may go to sleep again, a few turns later.
      for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
    }
    this.#now = until;
  }
}
