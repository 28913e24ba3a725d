import type { RequestGuard } from '../../kit/http/admission.ts';
import { tooManyRequests } from '../../kit/problems/problem.ts';
import { clientAddress } from '../client-address.ts';
import type { RateLimit } from '../configuration.ts';
import { clientKey } from './client-key.ts';
import type { RateLimiter, Verdict } from './rate-limiter.ts';

export interface RateLimitGuardParts {
  readonly limiter: RateLimiter;
  readonly limit: RateLimit;
  readonly trustedHops: number;
}

/** Counts by the caller where a valid token names one, by address otherwise, and tells how much is left. */
export function rateLimitGuard({ limiter, limit, trustedHops }: RateLimitGuardParts): RequestGuard {
  return (request, response, context) => {
    const client = clientKey(context.caller, clientAddress(request, trustedHops));
    const judge = ({ allowed, left, waitMs }: Verdict): void => {
      const missingMs = ((limit.requests - left) * limit.windowMs) / limit.requests;
      const seconds = Math.ceil((allowed ? missingMs : waitMs) / 1000);
      response.setHeader('ratelimit-policy', `"default";q=${limit.requests};w=${limit.windowMs / 1000}`);
      response.setHeader('ratelimit', `"default";r=${left};t=${seconds}`);
      if (allowed) return;
      throw tooManyRequests(
        `${limit.requests} requests in ${limit.windowMs / 1000} s are allowed; try again in ${seconds} s`,
        seconds,
        // As the draft's own problem types name it.
        { 'violated-policies': ['default'] },
      );
    };
    const verdict = limiter.take(client);
    return verdict instanceof Promise ? verdict.then(judge) : judge(verdict);
  };
}
