import { createTokenVerifier } from '../../../../services/kit/auth/token-verifier.ts';
import { createHealth } from '../../../../services/kit/health/health.ts';
import { notFound } from '../../../../services/kit/problems/problem.ts';
import { createRecommendationsApp } from '../../../../services/recommendations/app.ts';
import { createTestTokens, type TestTokens } from '../../../support/tokens.ts';
import { type CatalogClient, createCatalogClient } from '../../catalog/support/catalog-client.ts';
import { createFakeClock, type FakeClock } from '../../kit/support/fake-clock.ts';
import { type RecordedLog, recordedLog } from '../../kit/support/recorded-log.ts';
import { startApp } from '../../kit/support/start-app.ts';
import { InMemoryCompanions } from './in-memory-companions.ts';

export interface StartedRecommendations {
  readonly url: string;
  readonly tokens: TestTokens;
  readonly ask: CatalogClient;
  readonly companions: InMemoryCompanions;
  /** What is in which cart; undefined where carts cannot say. A cart that is not here is not the caller's. */
  readonly carts: Map<string, readonly string[] | undefined>;
  readonly state: { bestSellers: readonly string[]; slow: boolean; away: boolean };
  readonly clock: FakeClock;
  readonly lines: RecordedLog['lines'];
  close(): Promise<void>;
}

/** Recommendations on a real socket, with companions, carts and best sellers that a test decides. */
export async function startRecommendations(): Promise<StartedRecommendations> {
  const clock = createFakeClock(Date.now());
  const { log, lines } = recordedLog();
  const tokens = await createTestTokens();
  const companions = new InMemoryCompanions(clock);
  const carts = new Map<string, readonly string[] | undefined>();
  const state = { bestSellers: [] as readonly string[], slow: false, away: false };
  const health = createHealth({ needs: {}, log, clock });
  health.start();
  const app = createRecommendationsApp({
    companions: {
      async of(productIds) {
        if (state.away) throw new Error('the cache did not answer');
        return state.slow ? await new Promise(() => {}) : await companions.of(productIds);
      },
    },
    carts: {
      async of(cartId) {
        if (!carts.has(cartId)) throw notFound(`there is no cart ${cartId}, or it is not yours`);
        return carts.get(cartId);
      },
    },
    bestSellers: { list: async () => state.bestSellers },
    health,
    tokens: createTokenVerifier(tokens, { clock }),
    log,
    clock,
  });
  const { url, close } = await startApp(app);
  return {
    url,
    tokens,
    ask: createCatalogClient(url, tokens),
    companions,
    carts,
    state,
    clock,
    lines,
    close,
  };
}
