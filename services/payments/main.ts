import { createTokenKeys } from '../kit/auth/token-keys.ts';
import { createTokenVerifier } from '../kit/auth/token-verifier.ts';
import { readDatabaseConfiguration } from '../kit/configuration/database-configuration.ts';
import { readEnvironment } from '../kit/configuration/environment.ts';
import { readServiceConfiguration } from '../kit/configuration/service-configuration.ts';
import { readTokenConfiguration } from '../kit/configuration/token-configuration.ts';
import { createDatabase } from '../kit/database/database.ts';
import { runMigrations } from '../kit/database/migrate.ts';
import { createHealth } from '../kit/health/health.ts';
import { runCommands } from '../kit/process/run-commands.ts';
import { serve } from '../kit/shutdown/serve.ts';
import { createLog } from '../kit/telemetry/log.ts';
import { systemClock } from '../kit/time/clock.ts';
import { createPaymentsApp } from './app.ts';
import { MysqlAuthorizationStore } from './mysql-authorization-store.ts';
import { reconcile } from './reconcile.ts';
import { startResolving } from './resolve-doubts.ts';
import { MysqlProviderBooks } from './simulated/mysql-provider-books.ts';
import { SimulatedProvider } from './simulated/simulated-provider.ts';

const environment = readEnvironment(process.env);
const service = readServiceConfiguration(environment);
const databaseConfiguration = readDatabaseConfiguration(environment);
const log = createLog(service);

await runCommands('payments', { serve: serveRequests, migrate, reconcile: reconcileOnce });

async function migrate(): Promise<number> {
  environment.complete();
  const database = createDatabase(databaseConfiguration, { log });
  return await runMigrations({ database, directory: new URL('./migrations/', import.meta.url), log });
}

/** Ends with 1 where anything differs, so that whoever runs it is told. */
async function reconcileOnce(): Promise<number> {
  environment.complete();
  const database = createDatabase(databaseConfiguration, { log });
  const provider = new SimulatedProvider(new MysqlProviderBooks(database));
  try {
    const { differences, imbalances, ...counts } = await reconcile({
      store: new MysqlAuthorizationStore(database),
      provider,
    });
    for (const difference of differences) log.error('the ledger and the provider differ', { ...difference });
    for (const imbalance of imbalances) log.error('the ledger does not sum to zero', { ...imbalance });
    const wrong = differences.length + imbalances.length;
    log.info('compared the ledger with the provider', { ...counts, differences: wrong });
    return wrong === 0 ? 0 : 1;
  } catch (error) {
    log.error('the ledger could not be compared with the provider; it changes nothing, so run it again', {
      error,
    });
    return 1;
  } finally {
    await database.close();
  }
}

async function serveRequests(): Promise<void> {
  const tokens = readTokenConfiguration(environment, { callers: ['orders'] });
  environment.complete();
  const database = createDatabase(databaseConfiguration, { log });
  const tokenKeys = createTokenKeys(tokens, { log });
  const store = new MysqlAuthorizationStore(database);
  const provider = new SimulatedProvider(new MysqlProviderBooks(database));
  // Orders prove themselves without the keys of people's tokens, so payments go on without users.
  const health = createHealth({
    needs: { database: () => database.ping() },
    wants: { 'token keys': () => tokenKeys.probe() },
    log,
  });
  const app = createPaymentsApp({
    store,
    provider,
    health,
    tokens: createTokenVerifier(tokens, { keys: tokenKeys }),
    log,
  });
  const resolving = startResolving({ store, provider, clock: systemClock, log });
  await serve({
    app,
    configuration: service,
    health,
    log,
    close: [async () => resolving.stop(), () => tokenKeys.close(), () => database.close()],
  });
}
