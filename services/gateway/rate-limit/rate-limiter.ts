import type { Cache } from '../../kit/cache/cache.ts';
import { CacheUnavailable } from '../../kit/cache/cache-unavailable.ts';
import type { Clock } from '../../kit/time/clock.ts';
import type { RateLimit } from '../configuration.ts';
import type { Grant } from './grant.ts';
import { leaseScript } from './lease-script.ts';
import { createTokenBucket, type TokenBucket } from './token-bucket.ts';

/** Counts what each client sends to all tasks together. */
export interface RateLimiter {
  /** Takes one request of the client into account; waits only where this task has no tokens at hand. */
  take(client: string): Verdict | Promise<Verdict>;
}

export interface Verdict {
  readonly allowed: boolean;
  /** Requests that the client has left. */
  readonly left: number;
  /** Where it is not allowed: when to come back. */
  readonly waitMs: number;
}

export interface RateLimiterParts {
  readonly cache: Cache;
  readonly limit: RateLimit;
  readonly clock: Clock;
}

/** Tokens this task holds for a client. What is not used lapses, to the client's disadvantage by a fiftieth. */
interface Lease {
  held: number;
  readonly left: number;
  readonly until: number;
  readonly deniedUntil: number;
}

const leasesPerBucket = 50;
const leaseMs = 1000;
/** Clients remembered at once; the oldest are forgotten first, and their buckets in the cache are not. */
const mostClients = 20_000;

export function createRateLimiter({ cache, limit, clock }: RateLimiterParts): RateLimiter {
  let { requests, windowMs } = limit;
  const leases = new Map<string, Lease>();
  const asking = new Map<string, Promise<void>>();
  const ownBuckets = new Map<string, TokenBucket>();

  /** An operator may change the limit; what was counted by another one counts no more. */
  const follow = (): void => {
    if (limit.requests === requests && limit.windowMs === windowMs) return;
    ({ requests, windowMs } = limit);
    leases.clear();
    ownBuckets.clear();
  };
  const keep = <Value>(map: Map<string, Value>, client: string, value: Value): void => {
    map.delete(client);
    if (map.size >= mostClients) {
      const [oldest] = map.keys();
      if (oldest !== undefined) map.delete(oldest);
    }
    map.set(client, value);
  };
  const ownBucket = (client: string): TokenBucket => {
    const known = ownBuckets.get(client);
    if (known !== undefined) return known;
    const bucket = createTokenBucket(requests, windowMs);
    keep(ownBuckets, client, bucket);
    return bucket;
  };
  const grantFor = async (client: string): Promise<Grant> => {
    const wanted = Math.max(1, Math.floor(requests / leasesPerBucket));
    try {
      return grantIn(await cache.run(leaseScript, [`rate:${client}`], [requests, windowMs, wanted]));
    } catch (error) {
      if (!(error instanceof CacheUnavailable)) throw error;
      return ownBucket(client).take(wanted, clock.now());
    }
  };
  const ask = async (client: string): Promise<void> => {
    const { granted, left, waitMs } = await grantFor(client);
    const now = clock.now();
    keep(leases, client, {
      held: granted,
      left,
      until: now + leaseMs,
      deniedUntil: granted === 0 ? now + waitMs : 0,
    });
  };
  const askOnce = (client: string): Promise<void> => {
    const underWay = asking.get(client);
    if (underWay !== undefined) return underWay;
    const question = ask(client).finally(() => asking.delete(client));
    asking.set(client, question);
    return question;
  };
  /** Undefined where the cache must be asked. */
  const fromLease = (client: string): Verdict | undefined => {
    const lease = leases.get(client);
    const now = clock.now();
    if (lease === undefined) return undefined;
    if (lease.held > 0 && now < lease.until) {
      lease.held--;
      return { allowed: true, left: lease.left + lease.held, waitMs: 0 };
    }
    return now < lease.deniedUntil ? { allowed: false, left: 0, waitMs: lease.deniedUntil - now } : undefined;
  };
  const afterAsking = async (client: string): Promise<Verdict> => {
    for (;;) {
      await askOnce(client);
      const verdict = fromLease(client);
      if (verdict !== undefined) return verdict;
    }
  };
  return {
    take(client) {
      follow();
      return fromLease(client) ?? afterAsking(client);
    },
  };
}

function grantIn(answer: unknown): Grant {
  const [granted, left, waitMs] = Array.isArray(answer) ? answer.map(Number) : [];
  return { granted: granted ?? 0, left: left ?? 0, waitMs: Math.max(1, waitMs ?? 1) };
}
