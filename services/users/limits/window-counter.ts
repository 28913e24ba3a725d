/** Counts attempts in this process, for as long as the cache is away. */
export interface WindowCounter {
  /** In how many ms an attempt is allowed again: 0 where this one is. */
  take(key: string, now: number): number;
  giveBack(key: string): void;
  forget(key: string): void;
}

export interface AttemptLimit {
  readonly attempts: number;
  readonly windowMs: number;
}

interface Window {
  count: number;
  readonly until: number;
}

/** The oldest is forgotten first; somebody who has so many addresses needs no second window. */
const mostKeys = 20_000;

export function createWindowCounter({ attempts, windowMs }: AttemptLimit): WindowCounter {
  const windows = new Map<string, Window>();
  const begin = (key: string, now: number): Window => {
    windows.delete(key);
    const [oldest] = windows.keys();
    if (windows.size >= mostKeys && oldest !== undefined) windows.delete(oldest);
    const window = { count: 0, until: now + windowMs };
    windows.set(key, window);
    return window;
  };
  return {
    take(key, now) {
      const known = windows.get(key);
      const window = known !== undefined && now < known.until ? known : begin(key, now);
      window.count += 1;
      return window.count <= attempts ? 0 : window.until - now;
    },
    giveBack(key) {
      const window = windows.get(key);
      if (window !== undefined && window.count > 0) window.count -= 1;
    },
    forget(key) {
      windows.delete(key);
    },
  };
}
