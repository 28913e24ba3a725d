import { environmentNames as names, urlVariableOf } from '../../platform/environment-names.ts';
import { createServiceToken } from '../kit/auth/service-token.ts';
import { readServiceTokenConfiguration } from '../kit/auth/service-token-configuration.ts';
import { createTokenKeys } from '../kit/auth/token-keys.ts';
import { createTokenVerifier } from '../kit/auth/token-verifier.ts';
import { shareExchanges } from '../kit/batching/shared-exchange.ts';
import { createUpstream } from '../kit/clients/upstream.ts';
import { readDatabaseConfiguration } from '../kit/configuration/database-configuration.ts';
import { readEnvironment } from '../kit/configuration/environment.ts';
import { readServiceConfiguration } from '../kit/configuration/service-configuration.ts';
import { readTokenConfiguration } from '../kit/configuration/token-configuration.ts';
import { createDatabase } from '../kit/database/database.ts';
import { runMigrations } from '../kit/database/migrate.ts';
import { readTopicArn } from '../kit/events/events-configuration.ts';
import { createOutbox } from '../kit/events/outbox.ts';
import { startRelay } from '../kit/events/relay.ts';
import { createTopic } from '../kit/events/topic.ts';
import { createHealth } from '../kit/health/health.ts';
import { runCommands } from '../kit/process/run-commands.ts';
import { serve } from '../kit/shutdown/serve.ts';
import { createLog } from '../kit/telemetry/log.ts';
import { systemClock } from '../kit/time/clock.ts';
import { createOrdersApp } from './app.ts';
import { CatalogStock } from './catalog-stock.ts';
import { MysqlOrderStore } from './mysql-order-store.ts';
import { onOwnAccount, stepMs } from './own-account.ts';
import { startRecovery } from './recover-orders.ts';
import { RemoteCarts } from './remote-carts.ts';
import { RemotePayments } from './remote-payments.ts';
import { createSaga } from './saga.ts';

const environment = readEnvironment(process.env);
const service = readServiceConfiguration(environment);
const databaseConfiguration = readDatabaseConfiguration(environment);
const log = createLog(service);

await runCommands('orders', { serve: serveRequests, migrate });

async function migrate(): Promise<number> {
  environment.complete();
  const database = createDatabase(databaseConfiguration, { log });
  return await runMigrations({ database, directory: new URL('./migrations/', import.meta.url), log });
}

async function serveRequests(): Promise<void> {
  const clock = systemClock;
  const tokens = readTokenConfiguration(environment);
  const serviceTokens = readServiceTokenConfiguration(environment, ['catalog', 'carts', 'payments']);
  const urlOf = (name: string): string =>
    environment.url(urlVariableOf(name), { fix: `set it to where ${name} is reached` });
  const urls = { catalog: urlOf('catalog'), carts: urlOf('carts'), payments: urlOf('payments') };
  const topicArn = readTopicArn(environment);
  const authorityFile = environment.optionalText(names.trustedAuthorityFile);
  environment.complete();

  const database = createDatabase(databaseConfiguration, { log });
  const tokenKeys = createTokenKeys(tokens, { log });
  const relay = startRelay({ database, topic: createTopic(topicArn), log });
  const store = new MysqlOrderStore({
    database,
    outbox: createOutbox({ source: 'orders' }),
    wake: () => relay.wake(),
  });
  const limits = { timeoutMs: 3000, capacity: 128, log, authorityFile };
  const upstreams = {
    catalog: createUpstream({ name: 'catalog', url: urls.catalog, ...limits }),
    carts: createUpstream({ name: 'carts', url: urls.carts, ...limits }),
    payments: createUpstream({ name: 'payments', url: urls.payments, ...limits }),
  };
  const serviceToken = createServiceToken(serviceTokens);
  const callsOf = (name: keyof typeof upstreams) =>
    shareExchanges({ upstream: upstreams[name], serviceToken, limitMs: stepMs });
  const cartCalls = callsOf('carts');
  const carts = new RemoteCarts({ calls: cartCalls, ownAccount: onOwnAccount(cartCalls) });
  const saga = createSaga({
    store,
    stock: new CatalogStock(onOwnAccount(callsOf('catalog'))),
    payments: new RemotePayments(onOwnAccount(callsOf('payments'))),
    carts,
    clock,
    log,
  });
  const health = createHealth({
    needs: { database: () => database.ping() },
    wants: { 'token keys': () => tokenKeys.probe() },
    log,
  });
  const app = createOrdersApp({
    store,
    carts,
    saga,
    health,
    tokens: createTokenVerifier(tokens, { keys: tokenKeys }),
    log,
  });
  const recovery = startRecovery({ store, saga, clock, log });
  await serve({
    app,
    configuration: service,
    health,
    log,
    close: [
      async () => recovery.stop(),
      () => saga.idle(),
      () => relay.stop(),
      () => tokenKeys.close(),
      ...Object.values(upstreams).map((upstream) => () => upstream.close()),
      () => database.close(),
    ],
  });
}
