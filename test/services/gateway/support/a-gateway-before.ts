import { createUpstream, type Upstream } from '../../../../services/kit/clients/upstream.ts';
import { recordedLog } from '../../kit/support/recorded-log.ts';
import { type StartedGateway, startGateway } from './start-gateway.ts';

/** A gateway before any services, by name and address. */
export async function gatewayBefore(
  services: Readonly<Record<string, string>>,
  more: Parameters<typeof startGateway>[1] = {},
): Promise<StartedGateway> {
  const { log } = recordedLog();
  const upstreams: Record<string, Upstream> = {};
  for (const [name, url] of Object.entries(services)) {
    upstreams[name] = createUpstream({ name, url, timeoutMs: 1000, capacity: 50, log });
  }
  // The one that startGateway makes by itself leads nowhere, and is not used.
  const gateway = await startGateway('http://127.0.0.1:9', { ...more, upstreams });
  return {
    ...gateway,
    async close() {
      await gateway.close();
      await Promise.all(Object.values(upstreams).map((upstream) => upstream.close()));
    },
  };
}
