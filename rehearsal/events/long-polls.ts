/** Who waits for messages. Woken whenever some may have arrived, and now and then, since hidden ones come back by themselves. */
export interface LongPolls {
  /** Asks again and again until something is there, `waitMs` are over or whoever asks is gone. */
  until<Found>(ask: () => Promise<Found>, options: LongPollOptions<Found>): Promise<Found>;
  wake(): void;
  close(): void;
}

export interface LongPollOptions<Found> {
  readonly enough: (found: Found) => boolean;
  readonly waitMs: number;
  readonly gone: AbortSignal;
}

const everyMs = 500;

export function createLongPolls(): LongPolls {
  const waiting = new Set<() => void>();
  let closed = false;
  let woken = false;

  const nextLook = (ms: number, gone: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        clearTimeout(timer);
        waiting.delete(look);
        gone.removeEventListener('abort', look);
        resolve();
      };
      const timer = setTimeout(look, ms);
      timer.unref();
      waiting.add(look);
      gone.addEventListener('abort', look);
    });
  return {
    async until(ask, { enough, waitMs, gone }) {
      const end = Date.now() + waitMs;
      for (;;) {
        const found = await ask();
        const left = end - Date.now();
        if (enough(found) || left <= 0 || closed || gone.aborted) return found;
        await nextLook(Math.min(everyMs, left), gone);
      }
    },
    wake() {
      if (woken) return;
      woken = true;
      // Once for all that arrives in one turn.
      setImmediate(() => {
        woken = false;
        for (const look of [...waiting]) look();
      });
    },
    close() {
      closed = true;
      for (const look of [...waiting]) look();
    },
  };
}
