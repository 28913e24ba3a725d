import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Express } from 'express';
import { createServer } from '../../../../services/kit/http/create-server.ts';
import { watchConformance } from '../../../support/watch-conformance.ts';

export interface StartedApp {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  readonly port: number;
  readonly server: Server;
  /** Fails where an answer was not as the app's own description says. */
  close(): Promise<void>;
}

/** Serves an app on a free port of the loopback, as a service does. */
export async function startApp(app: Express): Promise<StartedApp> {
  const server = createServer(app);
  const conformance = watchConformance(server, app.locals.operations ?? []);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    server,
    close: async () => {
      await new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      });
      conformance.assert();
    },
  };
}
