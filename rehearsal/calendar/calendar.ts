import type { Schedule } from '../../platform/calendar/schedule.ts';
import type { Clock } from '../plane.ts';

export interface CalendarParts {
  /** At the pace of people: what is due at eight is due at eight, however fast deployments go. */
  readonly clock: Clock;
  /** Whether what recurs is done. What somebody asked for once always is. */
  readonly keepsRecurring: boolean;
  /** Told what was done, and what could not be. */
  readonly say: (sentence: string) => void;
}

export interface Entry {
  readonly schedule: Schedule;
  /** Before this it is not due, though its schedule may say so. */
  readonly from?: number | undefined;
  /** What happens then, in words: `dev-database sleeps`. */
  readonly words: string;
  readonly act: () => Promise<unknown> | unknown;
  /** Called after the last time. */
  readonly ended?: () => void;
}

/** Does what AWS's schedules would do, when it is due. */
export class Calendar {
  readonly #parts: CalendarParts;
  readonly #booked = new Map<string, AbortController>();
  #closed = false;

  constructor(parts: CalendarParts) {
    this.#parts = parts;
  }

  /** In place of what was booked under this key. */
  book(key: string, entry: Entry): void {
    this.cancel(key);
    if (this.#closed || (!entry.schedule.once && !this.#parts.keepsRecurring)) return;
    const cancelled = new AbortController();
    this.#booked.set(key, cancelled);
    void this.#keep(key, entry, cancelled.signal).catch(() => undefined);
  }

  cancel(key: string): void {
    this.#booked.get(key)?.abort(new Error(`'${key}' is no longer booked`));
    this.#booked.delete(key);
  }

  close(): void {
    this.#closed = true;
    for (const key of [...this.#booked.keys()]) this.cancel(key);
  }

  async #keep(
    key: string,
    { schedule, from = 0, words, act, ended }: Entry,
    signal: AbortSignal,
  ): Promise<void> {
    const { clock, say } = this.#parts;
    for (let last = Math.max(clock.now(), from - 1); ; ) {
      const due = schedule.nextAfter(last);
      if (due === undefined) break;
      // A timer may come a little early.
      while (clock.now() < due) await clock.sleep(due - clock.now(), signal);
      if (signal.aborted) return;
      last = due;
      try {
        await act();
        say(`by the clock: ${words}`);
      } catch (error) {
        say(
          `by the clock: ${words}, and that failed: ${error instanceof Error ? error.message : String(error)}`,
        );
      }
    }
    if (this.#booked.get(key)?.signal !== signal) return;
    this.#booked.delete(key);
    ended?.();
  }
}
