import { createCartsApp } from '../../../../services/carts/app.ts';
import { CatalogShelf } from '../../../../services/carts/catalog-shelf.ts';
import { createTokenVerifier } from '../../../../services/kit/auth/token-verifier.ts';
import { createServiceClient } from '../../../../services/kit/clients/service-client.ts';
import { createHealth } from '../../../../services/kit/health/health.ts';
import { systemClock } from '../../../../services/kit/time/clock.ts';
import { createRecommendationsApp } from '../../../../services/recommendations/app.ts';
import { CatalogBestSellers } from '../../../../services/recommendations/best-sellers.ts';
import { CartsCartContents } from '../../../../services/recommendations/cart-contents.ts';
import { InMemoryCartStore } from '../../../services/carts/support/in-memory-cart-store.ts';
import { idOf, productOf } from '../../../services/catalog/support/a-product.ts';
import { startCatalog } from '../../../services/catalog/support/started-catalog.ts';
import { gatewayBefore } from '../../../services/gateway/support/a-gateway-before.ts';
import { type RecordedLog, recordedLog } from '../../../services/kit/support/recorded-log.ts';
import { startApp } from '../../../services/kit/support/start-app.ts';
import { InMemoryCompanions } from '../../../services/recommendations/support/in-memory-companions.ts';
import { createTestTokens } from '../../../support/tokens.ts';

export type ShopPart = 'catalog' | 'carts' | 'recommendations';

/** The services that a guest meets, each on a socket of its own behind the gateway; only their stores are in memory. */
export interface StartedShop {
  readonly url: string;
  readonly gatewayLines: RecordedLog['lines'];
  /** Those of carts and recommendations. */
  readonly lines: RecordedLog['lines'];
  /** Ends one of them; nothing listens where it was. */
  lose(part: ShopPart): Promise<void>;
  close(): Promise<void>;
}

export async function startShop(): Promise<StartedShop> {
  const catalog = await startCatalog();
  for (const number of [1, 2, 3])
    await catalog.products.create(productOf(number, { name: `Coffee ${number}` }));
  await catalog.stock.count(idOf(2), 10);
  const { log, lines } = recordedLog();
  const tokens = await createTestTokens();
  const common = () => ({
    health: createHealth({ needs: {}, log }),
    tokens: createTokenVerifier(tokens),
    log,
  });
  const clientOf = (name: string, url: string) =>
    createServiceClient({ name, url, timeoutMs: 1000, capacity: 50, log });
  const catalogClient = clientOf('catalog', catalog.url);
  const carts = await startApp(
    createCartsApp({
      ...common(),
      carts: new InMemoryCartStore(systemClock),
      shelf: new CatalogShelf(catalogClient),
    }),
  );
  const cartsClient = clientOf('carts', carts.url);
  const recommendations = await startApp(
    createRecommendationsApp({
      ...common(),
      companions: new InMemoryCompanions(systemClock),
      carts: new CartsCartContents(cartsClient),
      bestSellers: new CatalogBestSellers(catalogClient),
    }),
  );
  const gateway = await gatewayBefore({
    catalog: catalog.url,
    carts: carts.url,
    recommendations: recommendations.url,
  });
  const parts = new Map<ShopPart, { close(): Promise<void> }>([
    ['catalog', catalog],
    ['carts', carts],
    ['recommendations', recommendations],
  ]);
  return {
    url: gateway.url,
    gatewayLines: gateway.recorded.lines,
    lines,
    async lose(part) {
      await parts.get(part)?.close();
      parts.delete(part);
    },
    async close() {
      await gateway.close();
      await Promise.all([cartsClient.close(), catalogClient.close()]);
      await Promise.all([...parts.values()].map((part) => part.close()));
    },
  };
}
