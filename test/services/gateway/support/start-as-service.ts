import type { StartedService } from '../../../support/started-service.ts';
import { startGateway } from './start-gateway.ts';

/** In front of nothing. */
export async function startAsService(): Promise<StartedService> {
  const started = await startGateway('http://127.0.0.1:9');
  return {
    ...started,
    lines: started.recorded.lines,
    known: {},
    tokenOf: async (...roles) => started.signer.token({ roles }),
  };
}
