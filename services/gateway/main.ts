import { createTokenKeys } from '../kit/auth/token-keys.ts';
import { createTokenVerifier } from '../kit/auth/token-verifier.ts';
import { createCache } from '../kit/cache/cache.ts';
import { createUpstream } from '../kit/clients/upstream.ts';
import { readCacheConfiguration } from '../kit/configuration/cache-configuration.ts';
import { readEnvironment } from '../kit/configuration/environment.ts';
import { readServiceConfiguration } from '../kit/configuration/service-configuration.ts';
import { readSettingsConfiguration } from '../kit/configuration/settings-configuration.ts';
import { readTokenConfiguration } from '../kit/configuration/token-configuration.ts';
import { createHealth } from '../kit/health/health.ts';
import { createSettings } from '../kit/settings/settings.ts';
import { serve } from '../kit/shutdown/serve.ts';
import { createLog } from '../kit/telemetry/log.ts';
import { createGatewayApp } from './app.ts';
import { readGatewayConfiguration } from './configuration.ts';
import { liveTimeLimit } from './live-time-limit.ts';
import { liveRateLimit } from './rate-limit/live-rate-limit.ts';
import { gateway as definition } from './service.ts';
import { gatewaySettings } from './settings.ts';

const environment = readEnvironment(process.env);
const service = readServiceConfiguration(environment);
const cacheConfiguration = readCacheConfiguration(environment);
const tokenConfiguration = readTokenConfiguration(environment);
const settingsConfiguration = readSettingsConfiguration(environment);
const gateway = readGatewayConfiguration(environment);
environment.complete();

const log = createLog(service);
const settings = createSettings(gatewaySettings(definition.calls), { url: settingsConfiguration.url, log });
const cache = createCache(cacheConfiguration, { log });
const tokenKeys = createTokenKeys(tokenConfiguration, { log });
const upstreams = Object.entries(gateway.upstreams).map(([name, url]) =>
  createUpstream({
    name,
    url,
    timeoutMs: liveTimeLimit(settings, name),
    capacity: 256,
    log,
    authorityFile: gateway.authorityFile,
  }),
);
// Without the cache each task counts for itself; a service that is away is told request by request.
const health = createHealth({
  needs: {},
  wants: { cache: () => cache.ping(), 'token keys': () => tokenKeys.probe() },
  log,
});
const app = createGatewayApp({
  upstreams: Object.fromEntries(upstreams.map((upstream) => [upstream.name, upstream])),
  cache,
  health,
  tokens: createTokenVerifier(tokenConfiguration, { keys: tokenKeys }),
  log,
  rateLimit: gateway.rateLimit ?? liveRateLimit(settings),
  allowedOrigins: gateway.allowedOrigins,
  trustedHops: gateway.trustedHops,
  version: service.serviceVersion,
});
await serve({
  app,
  configuration: service,
  health,
  log,
  close: [
    () => settings.close(),
    () => tokenKeys.close(),
    ...upstreams.map((upstream) => () => upstream.close()),
    () => cache.close(),
  ],
});
