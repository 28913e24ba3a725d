import { createGatewayApp, type GatewayParts } from '../../../../services/gateway/app.ts';
import { createTokenVerifier } from '../../../../services/kit/auth/token-verifier.ts';
import { createUpstream } from '../../../../services/kit/clients/upstream.ts';
import { createHealth } from '../../../../services/kit/health/health.ts';
import { systemClock } from '../../../../services/kit/time/clock.ts';
import { createMemoryCache } from '../../kit/support/memory-cache.ts';
import { type RecordedLog, recordedLog } from '../../kit/support/recorded-log.ts';
import { type StartedApp, startApp } from '../../kit/support/start-app.ts';
import { createTokenSigner, type TokenSigner } from '../../kit/support/tokens.ts';

export interface StartedGateway extends StartedApp {
  readonly signer: TokenSigner;
  readonly recorded: RecordedLog;
}

/** A gateway before one upstream that stands for catalog; its cache is away, so that it counts by itself. */
export async function startGateway(
  catalogUrl: string,
  more: Partial<GatewayParts> = {},
): Promise<StartedGateway> {
  const recorded = recordedLog();
  const signer = createTokenSigner();
  const upstream = createUpstream({
    name: 'catalog',
    url: catalogUrl,
    timeoutMs: 1000,
    capacity: 50,
    log: recorded.log,
  });
  const cache = createMemoryCache(systemClock);
  cache.away = true;
  const app = createGatewayApp({
    upstreams: { catalog: upstream },
    cache,
    health: createHealth({ needs: {}, log: recorded.log }),
    tokens: createTokenVerifier(signer.configuration),
    log: recorded.log,
    rateLimit: { requests: 100_000, windowMs: 10_000 },
    allowedOrigins: ['*'],
    trustedHops: 1,
    version: 'v1',
    random: () => 0,
    ...more,
  });
  const started = await startApp(app);
  return {
    ...started,
    signer,
    recorded,
    async close() {
      await started.close();
      await upstream.close();
    },
  };
}
