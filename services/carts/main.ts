import { environmentNames as names, urlVariableOf } from '../../platform/environment-names.ts';
import { createTokenKeys } from '../kit/auth/token-keys.ts';
import { createTokenVerifier } from '../kit/auth/token-verifier.ts';
import { createCache } from '../kit/cache/cache.ts';
import { createServiceClient } from '../kit/clients/service-client.ts';
import { readCacheConfiguration } from '../kit/configuration/cache-configuration.ts';
import { readEnvironment } from '../kit/configuration/environment.ts';
import { readServiceConfiguration } from '../kit/configuration/service-configuration.ts';
import { readTokenConfiguration } from '../kit/configuration/token-configuration.ts';
import { createHealth } from '../kit/health/health.ts';
import { runCommands } from '../kit/process/run-commands.ts';
import { serve } from '../kit/shutdown/serve.ts';
import { createLog } from '../kit/telemetry/log.ts';
import { createCartsApp } from './app.ts';
import { CacheCartStore } from './cache-cart-store.ts';
import { CatalogShelf } from './catalog-shelf.ts';
import { carts } from './service.ts';

await runCommands(carts.name, { serve: serveRequests });

async function serveRequests(): Promise<void> {
  const environment = readEnvironment(process.env);
  const service = readServiceConfiguration(environment);
  const cacheConfiguration = readCacheConfiguration(environment);
  const tokens = readTokenConfiguration(environment, { callers: ['orders'] });
  const catalogUrl = environment.url(urlVariableOf('catalog'), { fix: 'set it to where catalog is reached' });
  const authorityFile = environment.optionalText(names.trustedAuthorityFile);
  environment.complete();

  const log = createLog(service);
  const cache = createCache(cacheConfiguration, { log });
  const tokenKeys = createTokenKeys(tokens, { log });
  const catalog = createServiceClient({
    name: 'catalog',
    url: catalogUrl,
    timeoutMs: 2000,
    capacity: 128,
    log,
    authorityFile,
  });
  // Carts are nowhere but in the cache; without catalog they can still be read, emptied and merged.
  const health = createHealth({
    needs: { cache: () => cache.ping() },
    wants: { 'token keys': () => tokenKeys.probe() },
    log,
  });
  const app = createCartsApp({
    carts: new CacheCartStore(cache),
    shelf: new CatalogShelf(catalog),
    health,
    tokens: createTokenVerifier(tokens, { keys: tokenKeys }),
    log,
  });
  await serve({
    app,
    configuration: service,
    health,
    log,
    close: [async () => tokenKeys.close(), () => catalog.close(), () => cache.close()],
  });
}
