import type { Grant } from './grant.ts';

/** The bucket of one client in this process, for as long as the cache is away. */
export interface TokenBucket {
  take(wanted: number, now: number): Grant;
}

export function createTokenBucket(size: number, windowMs: number): TokenBucket {
  let tokens = size;
  let at = 0;
  return {
    take(wanted, now) {
      tokens = Math.min(size, tokens + (Math.max(0, now - at) * size) / windowMs);
      at = now;
      const granted = Math.min(wanted, Math.floor(tokens));
      tokens -= granted;
      return { granted, left: Math.floor(tokens), waitMs: tokens < 1 ? ((1 - tokens) * windowMs) / size : 0 };
    },
  };
}
