/** Time as everything in the kit takes it, so that tests need not sleep. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Calls back once; a pending call keeps no process alive. */
  after(ms: number, callback: () => void): Timer;
  /** Resolves after `ms`; the process lives that long. */
  pause(ms: number): Promise<void>;
}

export interface Timer {
  cancel(): void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, callback) {
    const timeout = setTimeout(callback, ms);
    timeout.unref();
    return { cancel: () => clearTimeout(timeout) };
  },
  pause: (ms) =>
    new Promise((resolve) => {
      setTimeout(resolve, ms);
    }),
};
