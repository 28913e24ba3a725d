import { type CatalogParts, createCatalogApp } from '../../../../services/catalog/app.ts';
import { createTokenVerifier } from '../../../../services/kit/auth/token-verifier.ts';
import { createHealth } from '../../../../services/kit/health/health.ts';
import { createTestTokens, type TestTokens } from '../../../support/tokens.ts';
import { createFakeClock, type FakeClock } from '../../kit/support/fake-clock.ts';
import { type RecordedLog, recordedLog } from '../../kit/support/recorded-log.ts';
import { startApp } from '../../kit/support/start-app.ts';
import { type CatalogClient, createCatalogClient } from './catalog-client.ts';
import { InMemoryCopies } from './in-memory-copies.ts';
import { InMemoryProductStore } from './in-memory-product-store.ts';
import { InMemorySalesStore } from './in-memory-sales-store.ts';
import { InMemoryStockStore } from './in-memory-stock-store.ts';

/** What orders signs with when it calls on its own account. */
export const ordersSecret = 'a-secret-of-orders-and-catalog-that-is-long-enough';

export interface StartedCatalog {
  readonly url: string;
  readonly port: number;
  readonly ask: CatalogClient;
  readonly products: InMemoryProductStore;
  readonly stock: InMemoryStockStore;
  readonly sales: InMemorySalesStore;
  readonly clock: FakeClock;
  readonly tokens: TestTokens;
  readonly lines: RecordedLog['lines'];
  close(): Promise<void>;
}

/** The catalog on a real socket, with stores that last as long as it; the categories coffee and tea are there. */
export async function startCatalog(more: Pick<CatalogParts, 'settings'> = {}): Promise<StartedCatalog> {
  const stock = new InMemoryStockStore();
  const products = new InMemoryProductStore(stock);
  const sales = new InMemorySalesStore(products, stock);
  await products.putCategory({ id: 'coffee', name: 'Coffee' });
  await products.putCategory({ id: 'tea', name: 'Tea' });
  const clock = createFakeClock(Date.now());
  const { log, lines } = recordedLog();
  const tokens = await createTestTokens();
  const callers = { self: 'catalog', secrets: { orders: ordersSecret } };
  const health = createHealth({ needs: {}, log, clock });
  health.start();
  const app = createCatalogApp({
    products,
    stock,
    sales,
    copies: new InMemoryCopies(),
    health,
    tokens: createTokenVerifier({ ...tokens, callers }, { clock }),
    log,
    clock,
    ...more,
  });
  const { url, port, close } = await startApp(app);
  return {
    url,
    port,
    ask: createCatalogClient(url, tokens),
    products,
    stock,
    sales,
    clock,
    tokens,
    lines,
    close,
  };
}
