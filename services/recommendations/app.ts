import type { TokenVerifier } from '../kit/auth/token-verifier.ts';
import type { Health } from '../kit/health/health.ts';
import { createApp } from '../kit/http/create-app.ts';
import { describeApi } from '../kit/openapi/describe-api.ts';
import type { Log } from '../kit/telemetry/log.ts';
import { type Clock, systemClock } from '../kit/time/clock.ts';
import type { BestSellers } from './best-sellers.ts';
import type { CartContents } from './cart-contents.ts';
import type { Companions } from './companions.ts';
import { recommend } from './recommend.ts';

export interface RecommendationsParts {
  readonly companions: Pick<Companions, 'of'>;
  readonly carts: CartContents;
  readonly bestSellers: BestSellers;
  readonly health: Health;
  readonly tokens: TokenVerifier;
  readonly log: Log;
  readonly clock?: Clock;
}

export function createRecommendationsApp(parts: RecommendationsParts) {
  const { companions, carts, bestSellers, health, tokens, log, clock = systemClock } = parts;
  const operations = [recommend({ companions, carts, bestSellers, clock })];
  const api = describeApi({
    title: 'Recommendations',
    description: 'What is bought together, learned from orders.',
    version: '1',
    operations,
  });
  return createApp({ operations: [...operations, api], health, tokens, log, clock });
}
