import { environmentNames as names, urlVariableOf } from '../../platform/environment-names.ts';
import { createTokenKeys } from '../kit/auth/token-keys.ts';
import { createTokenVerifier } from '../kit/auth/token-verifier.ts';
import { createCache } from '../kit/cache/cache.ts';
import { createServiceClient } from '../kit/clients/service-client.ts';
import { readCacheConfiguration } from '../kit/configuration/cache-configuration.ts';
import { readEnvironment } from '../kit/configuration/environment.ts';
import { readServiceConfiguration } from '../kit/configuration/service-configuration.ts';
import { readTokenConfiguration } from '../kit/configuration/token-configuration.ts';
import { startConsumer } from '../kit/events/consumer.ts';
import { readQueueUrl } from '../kit/events/events-configuration.ts';
import { createQueue } from '../kit/events/queue.ts';
import { createHealth } from '../kit/health/health.ts';
import { runCommands } from '../kit/process/run-commands.ts';
import { serve } from '../kit/shutdown/serve.ts';
import { createLog } from '../kit/telemetry/log.ts';
import { createRecommendationsApp } from './app.ts';
import { CatalogBestSellers } from './best-sellers.ts';
import { CacheCompanions } from './cache-companions.ts';
import { CartsCartContents } from './cart-contents.ts';
import { learnFromOrders } from './learn-from-orders.ts';
import { recommendations } from './service.ts';

await runCommands(recommendations.name, { serve: serveRequests });

async function serveRequests(): Promise<void> {
  const environment = readEnvironment(process.env);
  const service = readServiceConfiguration(environment);
  const cacheConfiguration = readCacheConfiguration(environment);
  const tokens = readTokenConfiguration(environment);
  const queueUrl = readQueueUrl(environment);
  const urlOf = (name: string) => environment.url(urlVariableOf(name), { fix: `set it to where ${name} is` });
  const urls = { catalog: urlOf('catalog'), carts: urlOf('carts') };
  const authorityFile = environment.optionalText(names.trustedAuthorityFile);
  environment.complete();

  const log = createLog(service);
  const cache = createCache(cacheConfiguration, { log });
  const tokenKeys = createTokenKeys(tokens, { log });
  // Short, since a page waits for what it can do without.
  const clientOf = (name: keyof typeof urls) =>
    createServiceClient({ name, url: urls[name], timeoutMs: 250, capacity: 64, log, authorityFile });
  const [catalog, carts] = [clientOf('catalog'), clientOf('carts')];
  const companions = new CacheCompanions(cache);
  // Without the cache it answers with best sellers, so readiness does not wait for it.
  const health = createHealth({
    needs: {},
    wants: { cache: () => cache.ping(), 'token keys': () => tokenKeys.probe() },
    log,
  });
  const app = createRecommendationsApp({
    companions,
    carts: new CartsCartContents(carts),
    bestSellers: new CatalogBestSellers(catalog),
    health,
    tokens: createTokenVerifier(tokens, { keys: tokenKeys }),
    log,
  });
  const consumer = startConsumer({
    queue: createQueue(queueUrl),
    handlers: [learnFromOrders({ companions })],
    log,
    ready: () => cache.ping(),
  });
  await serve({
    app,
    configuration: service,
    health,
    log,
    close: [
      () => consumer.stop(),
      () => tokenKeys.close(),
      () => catalog.close(),
      () => carts.close(),
      () => cache.close(),
    ],
  });
}
