import { setTimeout } from 'node:timers/promises';
import { createCatalogApp } from '../../../../services/catalog/app.ts';
import { MysqlProductStore } from '../../../../services/catalog/mysql-product-store.ts';
import { MysqlSalesStore } from '../../../../services/catalog/mysql-sales-store.ts';
import { MysqlStockStore } from '../../../../services/catalog/mysql-stock-store.ts';
import { createTokenVerifier } from '../../../../services/kit/auth/token-verifier.ts';
import { createCache } from '../../../../services/kit/cache/cache.ts';
import { type CacheAside, createCacheAside } from '../../../../services/kit/cache/cache-aside.ts';
import type { DatabaseConfiguration } from '../../../../services/kit/configuration/database-configuration.ts';
import { createDatabase } from '../../../../services/kit/database/database.ts';
import { createHealth } from '../../../../services/kit/health/health.ts';
import type { TestTokens } from '../../../support/tokens.ts';
import { recordedLog } from '../../kit/support/recorded-log.ts';
import { startApp } from '../../kit/support/start-app.ts';
import { type CatalogClient, createCatalogClient } from './catalog-client.ts';
import { type CuttableLink, openLink } from './cuttable-link.ts';
import { type TestServer, testServer } from './test-server.ts';

/** One task of the catalog on the real database and the real cache, each behind a link that can be cut. */
export interface CatalogTask {
  readonly ask: CatalogClient;
  readonly database: CuttableLink;
  readonly cache: CuttableLink;
  /** How often a product came from the database, because the cache did not have it. */
  readonly loads: () => number;
  close(): Promise<void>;
}

export interface CatalogTaskParts {
  readonly database: DatabaseConfiguration;
  /** Tasks with the same prefix share what they cache. */
  readonly cachePrefix: string;
  readonly tokens: TestTokens;
}

export async function startCatalogTask({
  database,
  cachePrefix,
  tokens,
}: CatalogTaskParts): Promise<CatalogTask> {
  const server: TestServer = testServer('SHOAL_TEST_CACHE');
  const links = { database: await openLink(database), cache: await openLink(server) };
  const { log } = recordedLog();
  const opened = createDatabase({ ...database, ...addressOf(links.database) }, { log });
  const cache = createCache(
    { ...server, ...addressOf(links.cache), prefix: cachePrefix, tls: true },
    { log },
  );
  const aside = createCacheAside({ cache, log });
  let loads = 0;
  const copies: CacheAside = {
    forget: (...keys) => aside.forget(...keys),
    read: (key, life, load) =>
      aside.read(key, life, () => {
        loads += 1;
        return load();
      }),
  };
  const health = createHealth({
    needs: { database: () => opened.ping() },
    wants: { cache: () => cache.ping() },
    log,
  });
  health.start();
  const app = createCatalogApp({
    products: new MysqlProductStore(opened),
    stock: new MysqlStockStore(opened),
    sales: new MysqlSalesStore(opened),
    copies,
    health,
    tokens: createTokenVerifier(tokens),
    log,
  });
  const { url, close } = await startApp(app);
  await reached(() => cache.ping());
  await reached(async () => expectReady(health.ready));
  return {
    ask: createCatalogClient(url, tokens),
    ...links,
    loads: () => loads,
    async close() {
      await close();
      health.stop();
      await Promise.all([opened.close(), cache.close()]);
      await Promise.all([links.database.close(), links.cache.close()]);
    },
  };
}

/** Connections open on their own; a test begins when they have. */
async function reached(ask: () => Promise<void>): Promise<void> {
  for (const attempt of Array(500).keys()) {
    try {
      return await ask();
    } catch (error) {
      if (attempt === 499) throw error;
      await setTimeout(10);
    }
  }
}

function expectReady(ready: boolean): void {
  if (!ready) throw new Error('the task was not ready for five seconds');
}

function addressOf({ host, port }: CuttableLink) {
  return { host, port };
}
