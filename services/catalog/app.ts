import type { TokenVerifier } from '../kit/auth/token-verifier.ts';
import { answerCalls } from '../kit/batching/answer-calls.ts';
import type { CacheAside } from '../kit/cache/cache-aside.ts';
import type { Health } from '../kit/health/health.ts';
import { createApp } from '../kit/http/create-app.ts';
import { describeApi } from '../kit/openapi/describe-api.ts';
import { defaultsOf } from '../kit/settings/read-settings.ts';
import type { Log } from '../kit/telemetry/log.ts';
import { type Clock, systemClock } from '../kit/time/clock.ts';
import { countStock } from './count-stock.ts';
import { createProduct } from './create-product.ts';
import { deprecated } from './deprecated.ts';
import { listBestSellers } from './list-best-sellers.ts';
import { listCategories } from './list-categories.ts';
import { listProducts } from './list-products.ts';
import type { ProductStore } from './product-store.ts';
import { putCategory } from './put-category.ts';
import { readCategory } from './read-category.ts';
import { readProduct } from './read-product.ts';
import { readReservation } from './read-reservation.ts';
import { readStock } from './read-stock.ts';
import { reserveStock } from './reserve-stock.ts';
import type { SalesStore } from './sales-store.ts';
import { type CatalogSettings, catalogSettings } from './settings.ts';
import { confirmReservation, releaseReservation } from './settle-reservation.ts';
import type { StockStore } from './stock-store.ts';
import { updateProduct } from './update-product.ts';
import { createAvailabilityCopies } from './v2/availability-copies.ts';
import * as v2 from './v2/operations.ts';

export interface CatalogParts {
  readonly products: ProductStore;
  readonly stock: StockStore;
  readonly sales: Pick<SalesStore, 'bestSellers'>;
  /** Products as they are answered, kept by the cache. */
  readonly copies: CacheAside;
  readonly health: Health;
  readonly tokens: TokenVerifier;
  readonly log: Log;
  /** @default - those nobody has changed */
  readonly settings?: CatalogSettings;
  readonly clock?: Clock;
}

export function createCatalogApp({ health, tokens, log, clock = systemClock, ...stores }: CatalogParts) {
  const { settings = { current: defaultsOf(catalogSettings) } } = stores;
  const availability = createAvailabilityCopies({ ...stores, clock, log });
  const parts = { ...stores, settings, availability, clock };
  const versionOne = [
    listProducts(parts),
    readProduct(parts),
    createProduct(parts),
    updateProduct(parts),
    readStock(parts, '/v1/products'),
    countStock(parts, '/v1/products'),
  ].map(deprecated);
  // Confirming twice is confirming once, so it may as well be put.
  const reserving = [reserveStock(parts), confirmReservation(parts, 'PUT'), releaseReservation(parts)];
  const operations = [
    ...versionOne,
    v2.listProducts(parts),
    v2.readProduct(parts),
    v2.createProduct(parts),
    v2.updateProduct(parts),
    readStock(parts, '/v2/products'),
    countStock(parts, '/v2/products'),
    listCategories(parts),
    readCategory(parts),
    putCategory(parts),
    listBestSellers(parts),
    ...reserving,
    readReservation(parts),
    confirmReservation(parts, 'POST'),
    answerCalls({ operations: reserving, callers: ['orders'], tokens, log, clock }),
  ];
  const api = describeApi({
    title: 'Catalog',
    description: 'Products, their search, and the stock that orders reserve.',
    version: '2',
    operations,
  });
  return createApp({ operations: [...operations, api], health, tokens, log, clock });
}
