import { createCartsApp } from '../../../../services/carts/app.ts';
import type { CartStore } from '../../../../services/carts/cart-store.ts';
import { createTokenVerifier } from '../../../../services/kit/auth/token-verifier.ts';
import { createHealth } from '../../../../services/kit/health/health.ts';
import { createTestTokens, type TestTokens } from '../../../support/tokens.ts';
import { type CatalogClient, createCatalogClient } from '../../catalog/support/catalog-client.ts';
import { createFakeClock, type FakeClock } from '../../kit/support/fake-clock.ts';
import { type RecordedLog, recordedLog } from '../../kit/support/recorded-log.ts';
import { startApp } from '../../kit/support/start-app.ts';
import { coffee, cup, tea } from './an-item.ts';
import { InMemoryCartStore } from './in-memory-cart-store.ts';
import { InMemoryShelf } from './in-memory-shelf.ts';

/** What orders signs with when it calls on its own account. */
export const ordersSecret = 'a-secret-of-orders-and-carts-that-is-long-enough';

export interface StartedCarts {
  readonly url: string;
  readonly ask: CatalogClient;
  readonly shelf: InMemoryShelf;
  readonly clock: FakeClock;
  readonly tokens: TestTokens;
  readonly lines: RecordedLog['lines'];
  close(): Promise<void>;
}

/** The carts on a real socket; coffee, tea and a cup are on the shelf. */
export async function startCarts(given?: CartStore): Promise<StartedCarts> {
  const clock = createFakeClock(Date.now());
  const shelf = new InMemoryShelf();
  for (const product of [coffee, tea, cup]) shelf.put(product);
  const { log, lines } = recordedLog();
  const tokens = await createTestTokens();
  const health = createHealth({ needs: {}, log, clock });
  health.start();
  const callers = { self: 'carts', secrets: { orders: ordersSecret } };
  const app = createCartsApp({
    carts: given ?? new InMemoryCartStore(clock),
    shelf,
    health,
    tokens: createTokenVerifier({ ...tokens, callers }, { clock }),
    log,
    clock,
  });
  const { url, close } = await startApp(app);
  return { url, ask: createCatalogClient(url, tokens), shelf, clock, tokens, lines, close };
}
