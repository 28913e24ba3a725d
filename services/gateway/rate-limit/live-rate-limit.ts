import type { RateLimit } from '../configuration.ts';

interface LiveSettings {
  readonly current: { readonly rateLimitRequests: number; readonly rateLimitSeconds: number };
}

/** The limit as it is at each look, since an operator may change it. */
export function liveRateLimit(settings: LiveSettings): RateLimit {
  return {
    get requests() {
      return settings.current.rateLimitRequests;
    },
    get windowMs() {
      return settings.current.rateLimitSeconds * 1000;
    },
  };
}
