import { callerSecretVariableOf } from '../../platform/environment-names.ts';
import { createTokenKeys } from '../kit/auth/token-keys.ts';
import { createTokenVerifier } from '../kit/auth/token-verifier.ts';
import { createCache } from '../kit/cache/cache.ts';
import { createCacheAside } from '../kit/cache/cache-aside.ts';
import { readCacheConfiguration } from '../kit/configuration/cache-configuration.ts';
import { readDatabaseConfiguration } from '../kit/configuration/database-configuration.ts';
import { readEnvironment } from '../kit/configuration/environment.ts';
import { readServiceConfiguration } from '../kit/configuration/service-configuration.ts';
import { readSettingsConfiguration } from '../kit/configuration/settings-configuration.ts';
import { readTokenConfiguration } from '../kit/configuration/token-configuration.ts';
import { createDatabase } from '../kit/database/database.ts';
import { runMigrations } from '../kit/database/migrate.ts';
import { createHealth } from '../kit/health/health.ts';
import { runCommands } from '../kit/process/run-commands.ts';
import { createSettings } from '../kit/settings/settings.ts';
import { serve } from '../kit/shutdown/serve.ts';
import { createLog } from '../kit/telemetry/log.ts';
import { systemClock } from '../kit/time/clock.ts';
import { createCatalogApp } from './app.ts';
import { MysqlProductStore } from './mysql-product-store.ts';
import { MysqlSalesStore } from './mysql-sales-store.ts';
import { MysqlStockStore } from './mysql-stock-store.ts';
import { seed } from './seed.ts';
import { catalog } from './service.ts';
import { catalogSettings } from './settings.ts';
import { startSweep } from './sweep-reservations.ts';

const environment = readEnvironment(process.env);
const service = readServiceConfiguration(environment);
const databaseConfiguration = readDatabaseConfiguration(environment);
const log = createLog(service);

await runCommands(catalog.name, { serve: serveRequests, migrate, seed: seedOnce });

async function migrate(): Promise<number> {
  environment.complete();
  const database = createDatabase(databaseConfiguration, { log });
  return await runMigrations({ database, directory: new URL('./migrations/', import.meta.url), log });
}

async function seedOnce(): Promise<number> {
  environment.complete();
  const database = createDatabase(databaseConfiguration, { log });
  const parts = {
    products: new MysqlProductStore(database),
    stock: new MysqlStockStore(database),
    sales: new MysqlSalesStore(database),
  };
  try {
    log.info('the demonstration products are there', await seed({ ...parts, clock: systemClock }));
    return 0;
  } catch (error) {
    log.error('the demonstration products could not be written; seeding again continues', { error });
    return 1;
  } finally {
    await database.close();
  }
}

async function serveRequests(): Promise<void> {
  const cacheConfiguration = readCacheConfiguration(environment);
  // Where orders is not deployed yet there is no such secret, and nobody who calls on its own account.
  const callers = environment.optionalText(callerSecretVariableOf('orders')) === undefined ? [] : ['orders'];
  const tokens = readTokenConfiguration(environment, { callers });
  const settingsConfiguration = readSettingsConfiguration(environment);
  environment.complete();
  const settings = createSettings(catalogSettings, { url: settingsConfiguration.url, log });
  const database = createDatabase(databaseConfiguration, { log });
  const cache = createCache(cacheConfiguration, { log });
  const tokenKeys = createTokenKeys(tokens, { log });
  const stock = new MysqlStockStore(database);
  const sales = new MysqlSalesStore(database);
  // Without the cache it answers slower and completely, so readiness does not wait for it.
  const health = createHealth({
    needs: { database: () => database.ping() },
    wants: { cache: () => cache.ping(), 'token keys': () => tokenKeys.probe() },
    log,
  });
  const app = createCatalogApp({
    products: new MysqlProductStore(database),
    stock,
    sales,
    copies: createCacheAside({ cache, log }),
    health,
    tokens: createTokenVerifier(tokens, { keys: tokenKeys }),
    log,
    settings,
  });
  const sweep = startSweep({ stock, sales, clock: systemClock, log });
  await serve({
    app,
    configuration: service,
    health,
    log,
    close: [
      async () => sweep.stop(),
      () => settings.close(),
      () => tokenKeys.close(),
      () => database.close(),
      () => cache.close(),
    ],
  });
}
