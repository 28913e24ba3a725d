import type { Express } from 'express';
import type { TokenVerifier } from '../kit/auth/token-verifier.ts';
import type { Cache } from '../kit/cache/cache.ts';
import { createRetryBudget } from '../kit/clients/retry-budget.ts';
import type { Upstream } from '../kit/clients/upstream.ts';
import type { Health } from '../kit/health/health.ts';
import { createApp, type Passage } from '../kit/http/create-app.ts';
import type { Log } from '../kit/telemetry/log.ts';
import { type Clock, systemClock } from '../kit/time/clock.ts';
import { browserGuard } from './browser-guard.ts';
import type { RateLimit } from './configuration.ts';
import { forward } from './forwarding/forward.ts';
import { rateLimitGuard } from './rate-limit/rate-limit-guard.ts';
import { createRateLimiter } from './rate-limit/rate-limiter.ts';
import { routes as publicRoutes, type Route } from './routes.ts';
import { showRoot } from './show-root.ts';

export interface GatewayParts {
  /** By the name of the service. */
  readonly upstreams: Readonly<Record<string, Upstream>>;
  readonly cache: Cache;
  readonly health: Health;
  readonly tokens: TokenVerifier;
  readonly log: Log;
  readonly rateLimit: RateLimit;
  readonly allowedOrigins: readonly string[];
  readonly trustedHops: number;
  /** Tells one release's root from another's. */
  readonly version: string;
  /** @default - the shop's */
  readonly routes?: readonly Route[];
  readonly clock?: Clock;
  readonly random?: () => number;
}

const bodyLimit = 1024 * 1024;

export function createGatewayApp(parts: GatewayParts): Express {
  const { cache, health, tokens, log, rateLimit, allowedOrigins, trustedHops } = parts;
  const { routes = publicRoutes, clock = systemClock, random = Math.random } = parts;
  const budget = createRetryBudget();
  const passages = routes.flatMap((route): Passage[] => {
    const upstream = parts.upstreams[route.service];
    if (upstream === undefined) {
      const known = Object.keys(parts.upstreams).join(', ');
      throw new Error(
        `route '${route.prefix}' leads to '${route.service}', which is not called, known: ${known}`,
      );
    }
    const handle = forward({ upstream, budget, trustedHops, bodyLimit, random });
    return [{ path: `${route.prefix}{/*rest}`, handle }];
  });
  const limiter = createRateLimiter({ cache, limit: rateLimit, clock });
  return createApp({
    operations: [showRoot(routes, parts.version)],
    passages,
    guards: [browserGuard(allowedOrigins), rateLimitGuard({ limiter, limit: rateLimit, trustedHops })],
    health,
    tokens,
    log,
    clock,
  });
}
