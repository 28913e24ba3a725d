import type { Express } from 'express';
import type { TokenVerifier } from '../kit/auth/token-verifier.ts';
import type { Cache } from '../kit/cache/cache.ts';
import { createRetryBudget } from '../kit/clients/retry-budget.ts';
import type { Upstream } from '../kit/clients/upstream.ts';
import type { Health } from '../kit/health/health.ts';
import { createApp } from '../kit/http/create-app.ts';
import type { Passage } from '../kit/http/passages.ts';
import { openapiDocument } from '../kit/openapi/openapi-document.ts';
import type { Log } from '../kit/telemetry/log.ts';
import { type Clock, systemClock } from '../kit/time/clock.ts';
import { createApiBook } from './api/api-book.ts';
import { readApiDocument } from './api/api-document.ts';
import { showApi } from './api/show-api.ts';
import { showDocs } from './api/show-docs.ts';
import { bodyLimit } from './body-limit.ts';
import { browserGuard } from './browser-guard.ts';
import type { RateLimit } from './configuration.ts';
import { forward } from './forwarding/forward.ts';
import { rateLimitGuard } from './rate-limit/rate-limit-guard.ts';
import { createRateLimiter } from './rate-limit/rate-limiter.ts';
import { showRoot } from './root/show-root.ts';
import { type Route, routesTo } from './routes.ts';
import { createStandIn, type StandIn } from './substitutes/stand-in.ts';
import type { Substitute } from './substitutes/substitute.ts';

export interface GatewayParts {
  /** By the name of the service. What leads to no other one is public. */
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

export function createGatewayApp(parts: GatewayParts): Express {
  const { cache, health, tokens, log, rateLimit, allowedOrigins, trustedHops } = parts;
  const { clock = systemClock, random = Math.random } = parts;
  const routes = routesTo(Object.keys(parts.upstreams), parts.routes);
  const budget = createRetryBudget();
  const passages = Object.values(parts.upstreams).flatMap((upstream): Passage[] => {
    const own = routes.filter(({ service }) => service === upstream.name);
    return own.map(({ prefix, instead }) => {
      const standIn = standInFor(instead, parts.upstreams);
      return { prefix, handle: forward({ upstream, standIn, budget, trustedHops, bodyLimit, random }) };
    });
  });
  const operations = operationsOf(parts, routes, clock);
  const limiter = createRateLimiter({ cache, limit: rateLimit, clock });
  return createApp({
    operations,
    passages,
    guards: [browserGuard(allowedOrigins), rateLimitGuard({ limiter, limit: rateLimit, trustedHops })],
    health,
    tokens,
    log,
    clock,
  });
}

/** Undefined also where the service is not there that would be asked instead. */
function standInFor(
  substitute: Substitute | undefined,
  upstreams: GatewayParts['upstreams'],
): StandIn | undefined {
  const upstream = substitute === undefined ? undefined : upstreams[substitute.service];
  return substitute === undefined || upstream === undefined ? undefined : createStandIn(substitute, upstream);
}

/** What the gateway answers itself; its own description is the beginning of everybody's. */
function operationsOf({ upstreams, version }: GatewayParts, routes: readonly Route[], clock: Clock) {
  const operations = [showRoot(routes, version), showApi(() => book), showDocs(() => book, version)];
  const described = openapiDocument({
    title: 'Gateway',
    description: 'Where every request begins.',
    version: '1',
    operations,
  });
  const own = readApiDocument(JSON.stringify({ ...described, info }));
  if (own === undefined) throw new Error('the gateway cannot read its own description');
  const book = createApiBook({ own, upstreams: Object.values(upstreams), routes, clock });
  return operations;
}

const info = {
  title: 'Shoal',
  description: 'A shop. Begin at / and follow the links.',
  version: '1',
};
