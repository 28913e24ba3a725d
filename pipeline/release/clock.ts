/** Now, in milliseconds since 1970; a test tells its own. */
export interface Clock {
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };
