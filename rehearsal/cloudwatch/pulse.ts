export interface Pulse {
  stop(): void;
}

/** After the end of each stretch of time, so that what was measured in it is there. */
const afterMs = 25;

/** Calls `beat` when each stretch of so many milliseconds is over, as counted since 1970; a late one is not made up for. */
export function startPulse(everyMs: number, beat: (now: number) => void): Pulse {
  let timer: NodeJS.Timeout;
  const next = (): void => {
    const now = Date.now();
    timer = setTimeout(
      () => {
        beat(Date.now());
        next();
      },
      (Math.floor(now / everyMs) + 1) * everyMs + afterMs - now,
    ).unref();
  };
  next();
  return { stop: () => clearTimeout(timer) };
}
